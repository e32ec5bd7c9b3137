package dev.sinkproof.cli;

import dev.sinkproof.artifact.ArtifactException;
import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.reports.InvalidResultsException;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.subject.Redaction;
import dev.sinkproof.subject.SubjectException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Turns exceptions into one clear error and the right exit code. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        ExitCode code = exitCode(error);
        command.getErr().println("sinkproof: " + Redaction.inText(message(error)));
        if (code == ExitCode.HARNESS_ERROR && Boolean.getBoolean("sinkproof.debug")) {
            error.printStackTrace(command.getErr());
        }
        return code.code();
    }

    private static ExitCode exitCode(Exception error) {
        if (error instanceof InterruptedIOException || error instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        boolean mendable = error instanceof SubjectException
                || error instanceof InvalidFaultException
                || error instanceof ArtifactException
                || error instanceof EnvironmentException
                || error instanceof InvalidResultsException
                || error instanceof NoSuchFileException;
        return mendable ? ExitCode.USAGE : ExitCode.HARNESS_ERROR;
    }

    private static String message(Exception error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.toString() : message;
    }
}
