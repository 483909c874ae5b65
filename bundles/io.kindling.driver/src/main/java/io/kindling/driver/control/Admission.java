package io.kindling.driver.control;

import java.time.Duration;

/**
 * By which rules executors come in and are kept.
 *
 * @param specs               what starts them
 * @param tokens              what lets them in
 * @param liveness            when they were last heard of
 * @param registrationTimeout how long a launched one may take
 * @param maxLaunchFailures   how many may end in a row before they have registered
 */
public record Admission(LaunchSpecFactory specs, EnrolmentTokens tokens, Liveness liveness, Duration registrationTimeout,
                        int maxLaunchFailures) {
}
