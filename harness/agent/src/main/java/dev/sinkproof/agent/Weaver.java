package dev.sinkproof.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.MemberSubstitution;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Weaves advice into the bytes of a class. The only class that uses Byte Buddy, so that it loads when it is first needed. */
final class Weaver {
    private final ClassFileLocator ownClasses = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());

    /** Advice is read as files: to load it with its signatures would load the very classes that are being woven. */
    private final TypePool advice = TypePool.Default.of(ownClasses);

    /** What came of weaving: the new class, and the methods that report from now on. */
    static final class Woven {
        private final byte[] bytes;
        private final List<Weave> weaves;

        private Woven(byte[] bytes, List<Weave> weaves) {
            this.bytes = bytes;
            this.weaves = List.copyOf(weaves);
        }

        byte[] bytes() {
            return bytes;
        }

        List<Weave> woven() {
            return weaves;
        }
    }

    /**
     * Weaves into each declared, concrete method.
     *
     * @param declared whether the class has to declare all methods; otherwise those it inherits are woven where they are declared
     * @param problems told of every method that is missing or cannot be woven into; the others are woven all the same
     */
    Woven weave(
            String name,
            byte[] bytes,
            ClassLoader loader,
            List<Weave> weaves,
            boolean declared,
            Consumer<String> problems) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        List<Weave> possible = new ArrayList<>();
        for (Weave weave : weaves) {
            List<MethodDescription.InDefinedShape> methods =
                    type.getDeclaredMethods().filter(is(weave));
            if (methods.stream().anyMatch(method -> !method.isAbstract())) {
                possible.add(weave);
            } else if (declared && methods.isEmpty()) {
                problems.accept("there is no " + weave.describe() + weave.descriptor() + ", so "
                        + weave.describePoints() + " is missed");
            }
        }
        return weaveAll(type, bytes, locator, possible, problems);
    }

    private Woven weaveAll(
            TypeDescription type,
            byte[] bytes,
            ClassFileLocator locator,
            List<Weave> weaves,
            Consumer<String> problems) {
        if (weaves.isEmpty()) {
            return new Woven(bytes, weaves);
        }
        try {
            return new Woven(apply(type, locator, weaves), weaves);
        } catch (RuntimeException e) {
            return weaveThoseThatWork(type, bytes, locator, weaves, problems);
        }
    }

    /** One method that cannot be woven into must not cost the others, and has to be named. */
    private Woven weaveThoseThatWork(
            TypeDescription type,
            byte[] bytes,
            ClassFileLocator locator,
            List<Weave> weaves,
            Consumer<String> problems) {
        List<Weave> working = new ArrayList<>();
        byte[] result = bytes;
        for (Weave weave : weaves) {
            working.add(weave);
            try {
                result = apply(type, locator, working);
            } catch (RuntimeException e) {
                working.remove(weave);
                problems.accept("cannot instrument " + weave.describe() + ", so " + weave.describePoints()
                        + " is missed: " + e.getMessage());
            }
        }
        return new Woven(result, working);
    }

    private byte[] apply(TypeDescription type, ClassFileLocator locator, List<Weave> weaves) {
        DynamicType.Builder<?> builder =
                new ByteBuddy().with(TypeValidation.DISABLED).decorate(type, locator);
        for (Weave weave : weaves) {
            TypeDescription body = advice.describe(weave.advice().getName()).resolve();
            builder = builder.visit(Advice.to(body, ownClasses).on(is(weave)));
            if (weave.redirect().isPresent()) {
                builder = builder.visit(redirect(weave.redirect().get()).on(is(weave)));
            }
        }
        // Types that the class speaks of are read as files, as loading them here would be before their time.
        try (DynamicType.Unloaded<?> made = builder.make(TypePool.Default.of(locator))) {
            return made.getBytes();
        }
    }

    private MemberSubstitution redirect(Weave.Redirect redirect) {
        MethodDescription target = advice.describe(redirect.to().getName())
                .resolve()
                .getDeclaredMethods()
                .filter(ElementMatchers.named(redirect.toMethod()))
                .getOnly();
        return MemberSubstitution.relaxed()
                .method(ElementMatchers.<MethodDescription>named(redirect.method())
                        .and(ElementMatchers.hasDescriptor(redirect.descriptor())))
                .replaceWith(target)
                .failIfNoMatch(true);
    }

    private static ElementMatcher.Junction<MethodDescription> is(Weave weave) {
        return ElementMatchers.<MethodDescription>named(weave.method())
                .and(ElementMatchers.hasDescriptor(weave.descriptor()));
    }
}
