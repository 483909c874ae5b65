package io.kindling.cli;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.ContextOpener;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpaces;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Runs the main method of an application in this JVM, with class loader and configuration of its own. */
final class ApplicationRunner {

    private final ContextOpener contexts;
    private final ClassSpaces classSpaces;

    ApplicationRunner(final ContextOpener contexts, final ClassSpaces classSpaces) {
        this.contexts = contexts;
        this.classSpaces = classSpaces;
    }

    /**
     * Runs an application to its end on the calling thread.
     *
     * @param jars      the application's JAR first
     * @param mainClass null for the Main-Class of the first JAR
     * @return the exit code
     * @throws KindlingException if it could not be started
     */
    int run(final List<Path> jars, final String mainClass, final List<String> arguments, final Map<String, String> configuration) {
        final List<Path> files = jars.stream().map(jar -> classSpaces.read(jar.toAbsolutePath())).map(Artifact::file).toList();
        final String className = mainClass != null ? mainClass : mainClassOf(files.get(0));
        configuration.put(KindlingConf.JARS, files.stream().map(Path::toString).collect(Collectors.joining(",")));
        configuration.putIfAbsent(KindlingConf.APP_NAME, className);
        configuration.forEach(System::setProperty);
        final ClassLoader loader = new ApplicationLoader(
                classSpaces.applicationLoader(files, KindlingConf.class.getClassLoader()), contexts);
        final Method main = mainMethod(className, loader, files.get(0));
        final ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            main.invoke(null, (Object) arguments.toArray(String[]::new));
            return ExitCode.OK;
        } catch (final InvocationTargetException e) {
            return failed(className, e.getCause());
        } catch (final IllegalAccessException e) {
            throw new KindlingException("Cannot call " + className + ".main: " + e.getMessage() + "; make the class and its main public", e);
        } finally {
            System.out.flush();
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static int failed(final String className, final Throwable cause) {
        System.out.flush();
        if (cause instanceof JobFailedException job) {
            System.err.println("error: " + job.getMessage());
            if (job.detail() != null) {
                System.err.println(job.detail().stripTrailing().indent(2).stripTrailing());
            }
        } else if (cause instanceof KindlingException) {
            System.err.println("error: " + cause.getMessage());
        } else {
            System.err.println("error: " + className + ".main threw " + cause);
            for (final StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("jdk.internal.reflect.")) {
                    break;
                }
                System.err.println("  at " + frame);
            }
            for (Throwable c = cause.getCause(); c != null; c = c.getCause()) {
                System.err.println("  caused by " + c);
            }
        }
        return ExitCode.APPLICATION_FAILED;
    }

    private static Method mainMethod(final String className, final ClassLoader loader, final Path jar) {
        try {
            final Method main = Class.forName(className, false, loader).getMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers())) {
                throw new KindlingException(className + ".main in " + jar + " is not static");
            }
            main.setAccessible(true);
            return main;
        } catch (final ClassNotFoundException e) {
            throw new KindlingException("The class " + className + " is not in " + jar
                    + "; check --class, or add the JAR that has it with --jars", e);
        } catch (final NoSuchMethodException e) {
            throw new KindlingException("The class " + className + " in " + jar + " has no 'public static void main(String[])'", e);
        } catch (final LinkageError e) {
            throw new KindlingException("The class " + className + " in " + jar + " cannot be loaded: " + e
                    + "; add the JAR that is missing with --jars", e);
        }
    }

    private static String mainClassOf(final Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            final Manifest manifest = file.getManifest();
            final String name = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (name == null) {
                throw new KindlingException("The manifest of " + jar + " names no Main-Class; say which with --class");
            }
            return name.trim();
        } catch (final IOException e) {
            throw new KindlingException("Cannot read the JAR " + jar + ": " + e.getMessage(), e);
        }
    }
}
