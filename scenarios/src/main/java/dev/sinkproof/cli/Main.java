package dev.sinkproof.cli;

import dev.sinkproof.run.ExitCode;
import dev.sinkproof.subject.NearestName;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry point of the command line. */
@Command(
        name = "sinkproof",
        description = "Tells what a Kafka Connect sink connector really guarantees.",
        subcommands = {
            RunCommand.class,
            ExploreCommand.class,
            ListCommand.class,
            CheckCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ReplayCommand.class,
            BundleCommand.class,
            ExplainCommand.class,
            SelfCheckCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof run                       # the reference JDBC sink, the core scenarios",
            "  sinkproof run --subject my.properties",
            "  sinkproof list scenarios",
            "",
            "Exit codes: 0 contract held, 1 refuted, 2 usage, 3 inconclusive, 4 baseline fails,",
            "            5 did not recover, 70 harness error, 130 interrupted (evidence kept)"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do, for example: sinkproof run");
    }

    /** Runs the command line and exits with its exit code. */
    public static void main(String[] arguments) {
        Logs.quiet();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, error) -> err.println("sinkproof: thread " + thread.getName() + " failed: " + error));
        System.exit(commandLine(out, err).execute(arguments));
    }

    /** The command line, printing to these writers. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler((error, arguments) -> refuse(error));
    }

    private static int refuse(CommandLine.ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("sinkproof: " + error.getMessage() + hint(error));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private static String hint(CommandLine.ParameterException error) {
        if (!(error instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return "";
        }
        Set<String> known =
                new TreeSet<>(error.getCommandLine().getSubcommands().keySet());
        known.addAll(error.getCommandLine().getCommandSpec().optionsMap().keySet());
        return NearestName.hint(unmatched.getUnmatched().get(0), known);
    }
}
