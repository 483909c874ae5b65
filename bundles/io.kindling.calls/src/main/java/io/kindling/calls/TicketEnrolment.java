package io.kindling.calls;

import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.EnrolmentRefusedException;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** Lets everybody in who has the ticket's key, each client under a name of its own. Thread-safe. */
final class TicketEnrolment implements Enrolment {

    private final Pattern subjects;
    private final byte[] key;

    TicketEnrolment(final String application, final byte[] key) {
        subjects = Pattern.compile(Pattern.quote(Ticket.clients(application)) + "[0-9a-f-]{36}");
        this.key = key.clone();
    }

    @Override
    public void admit(final String subject, final byte[] token) throws EnrolmentRefusedException {
        if (!MessageDigest.isEqual(key, token) || !subjects.matcher(subject).matches()) {
            throw new EnrolmentRefusedException("it has no ticket for " + subject);
        }
    }
}
