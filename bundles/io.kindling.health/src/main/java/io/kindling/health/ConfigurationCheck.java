package io.kindling.health;

import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether a configuration was refused: Config Admin shows it as if it were in force, and the one before it is. */
@Component(property = {HealthCheck.NAME + "=Kindling configuration", HealthCheck.TAGS + "=kindling"})
public final class ConfigurationCheck implements HealthCheck {

    private final Supplier<List<String>> refusals;

    /**
     * Called by the component runtime.
     *
     * @param refusals one sentence for each configuration that is not in force
     */
    @Activate
    public ConfigurationCheck(@Reference(target = "(kindling.service=refused-configurations)") final Supplier<List<String>> refusals) {
        this.refusals = refusals;
    }

    @Override
    public Result execute() {
        final FormattingResultLog log = new FormattingResultLog();
        final List<String> refused = refusals.get();
        if (refused.isEmpty()) {
            log.info("Every configuration is in force");
        }
        refused.forEach(sentence -> log.warn("{}", sentence));
        return new Result(log);
    }
}
