package io.kindling.health;

import io.kindling.api.KindlingHealth;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether contexts can be made here. */
@Component(property = {HealthCheck.NAME + "=Kindling runtime", HealthCheck.TAGS + "=kindling"})
public final class RuntimeCheck implements HealthCheck {

    private final KindlingHealth health;

    /**
     * Called by the component runtime.
     *
     * @param health null while the driver's bundle is not active
     */
    @Activate
    public RuntimeCheck(@Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) final KindlingHealth health) {
        this.health = health;
    }

    @Override
    public Result execute() {
        return health == null ? new Result(Result.Status.CRITICAL, "Not ready: start the bundle io.kindling.driver")
                : new Result(health.isReady() ? Result.Status.OK : Result.Status.CRITICAL, health.text());
    }
}
