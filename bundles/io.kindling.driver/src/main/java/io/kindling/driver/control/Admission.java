package io.kindling.driver.control;

import java.time.Duration;

/**
 * By which rules executors come in and are kept.
 *
 * @param specs               what starts them
 * @param tokens              what lets them in
 * @param liveness            when they were last heard of
 * @param registrationTimeout how long a launched one may take
 */
public record Admission(LaunchSpecFactory specs, EnrolmentTokens tokens, Liveness liveness, Duration registrationTimeout) {
}
