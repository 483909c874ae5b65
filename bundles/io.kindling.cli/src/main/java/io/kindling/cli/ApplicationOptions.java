package io.kindling.cli;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that become configuration. Options win over {@code --conf}, which wins over the properties file. */
final class ApplicationOptions {

    private static final String PREFIX = "kindling.";
    private static final String SPARK = "spark.";

    @Option(names = "--master", paramLabel = "URL",
            description = "local, local[N], local[*], local-cluster[workers,cores,memoryMiB] or kindling://host:port.")
    private String master;

    @Option(names = "--name", paramLabel = "NAME", description = "What the application is called.")
    private String name;

    @Option(names = {"--conf", "-c"}, paramLabel = "KEY=VALUE", description = "One configuration setting; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--properties-file", paramLabel = "FILE", description = "A properties file with settings.")
    private Path propertiesFile;

    @Option(names = "--jars", paramLabel = "A,B", split = ",", description = "More JARs for the driver and the executors.")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--files", paramLabel = "A,B", description = "Files and directories for the tasks, which find them with KindlingFiles.get.")
    private String files;

    @Option(names = "--py-files", paramLabel = "A,B", description = "Python files and archives for the programs that tasks start, on their PYTHONPATH.")
    private String pythonFiles;

    @Option(names = "--executor-memory", paramLabel = "SIZE", description = "The heap of each executor, e.g. 1g.")
    private String executorMemory;

    @Option(names = "--executor-cores", paramLabel = "N", description = "The slots of each executor.")
    private String executorCores;

    @Option(names = "--total-executor-cores", paramLabel = "N", description = "The most slots over all executors.")
    private String totalExecutorCores;

    @Option(names = "--driver-memory", paramLabel = "SIZE", description = "The heap of this process, e.g. 2g; read by the start script.")
    private String driverMemory;

    @Option(names = "--credentials", paramLabel = "FILE",
            description = "The cluster's credential, if it is not in its place under ~/.kindling/clusters.")
    private Path credentials;

    /** More JARs, as given. */
    List<Path> jars() {
        return jars;
    }

    /** Sets the master unless one is given. */
    void defaultMaster(final String url) {
        master = master == null ? url : master;
    }

    /** Everything as configuration. KindlingException names what is wrong. */
    Map<String, String> configuration() {
        final Map<String, String> result = new TreeMap<>();
        if (propertiesFile != null) {
            readFile(result);
        }
        for (final String setting : settings) {
            final int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new KindlingException("--conf " + setting + " is no setting; write it as KEY=VALUE");
            }
            put(result, checked(setting.substring(0, equals).trim(), "--conf"), setting.substring(equals + 1).trim());
        }
        put(result, KindlingConf.MASTER, master);
        put(result, KindlingConf.APP_NAME, name);
        put(result, "kindling.files", files);
        put(result, "kindling.submit.pyFiles", pythonFiles);
        put(result, "kindling.executor.memory", executorMemory);
        put(result, "kindling.executor.cores", executorCores);
        put(result, "kindling.cores.max", totalExecutorCores);
        put(result, "kindling.credentials.file", credentials == null ? null : credentials.toAbsolutePath().toString());
        return result;
    }

    private void readFile(final Map<String, String> into) {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(propertiesFile, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (final NoSuchFileException e) {
            throw new KindlingException("The file of --properties-file " + propertiesFile.toAbsolutePath() + " does not exist", e);
        } catch (final IOException | IllegalArgumentException e) {
            throw new KindlingException("Cannot read --properties-file " + propertiesFile.toAbsolutePath() + ": " + e.getMessage(), e);
        }
        properties.stringPropertyNames()
                .forEach(key -> into.put(checked(key, "--properties-file " + propertiesFile.toAbsolutePath()), properties.getProperty(key).trim()));
    }

    /** Contexts check all keys of ours; they never see any other. */
    private static String checked(final String key, final String source) {
        if (key.startsWith(PREFIX)) {
            return key;
        }
        throw new KindlingException(source + " sets " + key + ", but every key begins with " + PREFIX + ": write "
                + (key.startsWith(SPARK) ? PREFIX + key.substring(SPARK.length()) : "kindling.app." + key + " for a setting of the application's own"));
    }

    private static void put(final Map<String, String> into, final String key, final String value) {
        if (value != null) {
            into.put(key, value);
        }
    }
}
