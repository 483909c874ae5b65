package io.kindling.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A cluster by name, as Metatype shows it; {@link ClusterDefinition} reads it. */
@ObjectClassDefinition(factoryPid = ClusterConfig.PID, name = "Kindling: Cluster",
        description = "A cluster by name. An application runs on it with kindling.master=cluster:NAME.")
@interface ClusterConfig {

    /** A factory PID: a configuration for each cluster. */
    String PID = "io.kindling.cluster";

    /** Letters, digits, dot, dash and underscore. */
    @AttributeDefinition(name = "Name", description = "Letters, digits, dot, dash and underscore. Cannot be changed while applications run there.")
    String name();

    /** Of an adapter that may come later. */
    @AttributeDefinition(name = "Master URL", description = "E.g. kindling://host:7077 or local[*]. Cannot be changed while applications run there.")
    String masterUrl();

    /** Optional. */
    @AttributeDefinition(name = "Credential file", required = false,
            description = "The credential of a standalone cluster, if it is not in its place under ~/.kindling/clusters. For applications from now on.")
    String credentialsFile();

    /** Optional. */
    @AttributeDefinition(name = "Settings", required = false,
            description = "KEY=VALUE, each a default for the applications that are started there from now on.")
    String[] settings();
}
