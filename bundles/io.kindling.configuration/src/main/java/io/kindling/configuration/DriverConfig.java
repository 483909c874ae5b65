package io.kindling.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Defaults for applications, as Metatype shows them; an underscore is a dot in the key. {@link DriverDefaults} reads them. */
@ObjectClassDefinition(pid = DriverConfig.PID, name = "Kindling: Defaults for Applications",
        description = "For the applications that are started in this container from now on; those that run keep what they have. "
                + "Every other key of docs/configuration.md can be given under Settings.")
@interface DriverConfig {

    /** One configuration. */
    String PID = "io.kindling.driver";

    /** Optional. */
    @AttributeDefinition(name = "Master URL", required = false, description = "E.g. cluster:production, kindling://host:7077 or local[*].")
    String kindling_master();

    /** Optional. */
    @AttributeDefinition(name = "Executor memory", required = false, description = "The Java heap of each executor, e.g. 2g.")
    String kindling_executor_memory();

    /** Optional. */
    @AttributeDefinition(name = "Executor cores", required = false, description = "How many tasks an executor runs at a time.")
    String kindling_executor_cores();

    /** Optional. */
    @AttributeDefinition(name = "Executors", required = false, description = "How many executors; as many as fit if not given.")
    String kindling_executor_instances();

    /** Optional. */
    @AttributeDefinition(name = "Most cores", required = false, description = "The most cores over all executors of an application.")
    String kindling_cores_max();

    /** Optional. */
    @AttributeDefinition(name = "Driver host", required = false, description = "The address at which executors reach this container.")
    String kindling_driver_host();

    /** Optional. */
    @AttributeDefinition(name = "Drain timeout", required = false, description = "How long jobs of a stopped bundle may go on, e.g. 5s.")
    String kindling_bundle_drainTimeout();

    /** Optional. */
    @AttributeDefinition(name = "Settings", required = false, description = "KEY=VALUE, any other key.")
    String[] settings();
}
