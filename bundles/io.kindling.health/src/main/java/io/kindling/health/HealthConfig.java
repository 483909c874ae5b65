package io.kindling.health;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** When the checks begin to warn. */
@ObjectClassDefinition(pid = HealthConfig.PID, name = "Kindling: Health Checks", description = "When the checks of applications begin to warn. A change is in force at once.")
@interface HealthConfig {

    /** Both checks of applications have it. */
    String PID = "io.kindling.health";

    /** A time span. */
    @AttributeDefinition(name = "Cluster manager absent", required = false,
            description = "For how long the cluster manager of an application may be absent or not answer before the check warns, e.g. 60s; at most 24h.")
    String absentLimit() default "60s";

    /** A time span. */
    @AttributeDefinition(name = "Lost executors", required = false,
            description = "For how long the check warns after an executor was lost, and how long an application may be without any, e.g. 10m; at most 24h.")
    String lostWindow() default "10m";
}
