package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.EnrolmentRefusedException;
import java.security.MessageDigest;

/** Lets those into the cluster who have the join key, as workers or drivers and nothing else. */
final class JoinGate implements Enrolment {

    private final byte[] joinKey;

    JoinGate(final byte[] joinKey) {
        this.joinKey = joinKey.clone();
    }

    @Override
    public void admit(final String subject, final byte[] token) throws EnrolmentRefusedException {
        if (!MessageDigest.isEqual(joinKey, token)) {
            throw new EnrolmentRefusedException("the join key is not this cluster's");
        }
        if (!ClusterUri.isJoiner(subject)) {
            throw new EnrolmentRefusedException("the join key does not let anybody be " + subject);
        }
    }
}
