package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import io.kindling.common.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a claim on a cluster works with.
 *
 * @param application whose claim
 * @param inbox       where outcomes come back
 * @param calls       gives each call of an adapter that may take its time a thread of its own
 * @param clock       time
 * @param maxLaunchFailures how many executors may end in a row before they have registered
 * @param providers   the adapters that are there now; any thread may ask
 */
record BindingSetup(ApplicationId application, ControlInbox inbox, Executor calls, Clock clock, int maxLaunchFailures,
                    Supplier<List<ClusterProvider>> providers) {
}
