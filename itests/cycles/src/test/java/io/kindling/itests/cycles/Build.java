package io.kindling.itests.cycles;

import io.kindling.itests.cycles.application.Application;
import io.kindling.itests.cycles.churn.Churn;
import io.kindling.itests.cycles.space.SpaceOpener;
import java.util.List;

/** Where the bundles of the tests come from. */
final class Build {

    /** What its job gives. */
    static final String RESULT = "300 {LOW=200.0, HIGH=200.0} 7 failed well";

    private Build() {
    }

    /** The application as a bundle, another version each time. */
    static byte[] ofApplication(final int number) {
        return BundleJar.of(Application.class, number, "OSGI-INF/application.xml",
                BundleJar.imports(List.of("io.kindling.api", "io.kindling.api.admin", "io.kindling.api.function", "org.slf4j")));
    }

    /** The bundle that opens class spaces. */
    static byte[] ofSpaceOpener() {
        return BundleJar.of(SpaceOpener.class, 1, "OSGI-INF/space.xml", BundleJar.imports(List.of("io.kindling.deploy")));
    }

    /** The bundle whose services come and go. */
    static byte[] ofChurn(final int number) {
        return BundleJar.of(Churn.class, number, "OSGI-INF/churn.xml", BundleJar.imports(List.of("io.kindling.api", "io.kindling.api.function",
                "io.kindling.cluster.api", "io.kindling.common", "io.kindling.transport.api", "org.osgi.framework")));
    }
}
