package io.kindling.events;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationListener;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The last events of all applications, the oldest first. Offered as a {@code Supplier<List<ApplicationEvent>>} with the property
 * {@code kindling.service=recent-events}, so that whoever shows them needs nothing of this bundle. Thread-safe; nobody waits for anybody.
 */
@Component(service = {ApplicationListener.class, Supplier.class}, property = "kindling.service=recent-events",
    immediate = true) // else what is kept would be forgotten whenever nobody asks
public final class RecentEvents implements ApplicationListener, Supplier<List<ApplicationEvent>> {

    private static final int KEPT = 1_000;

    private final AtomicReferenceArray<Numbered> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** Called by the component runtime. */
    @Activate
    public RecentEvents() {
        // Nothing to start.
    }

    @Override
    public void onEvent(final ApplicationEvent event) {
        final long number = next.getAndIncrement();
        // Two may meet in one place when a whole round lies between them: the later one stays.
        ring.accumulateAndGet((int) (number % KEPT), new Numbered(number, event),
                (old, fresh) -> old == null || old.number < fresh.number ? fresh : old);
    }

    @Override
    public List<ApplicationEvent> get() {
        return IntStream.range(0, KEPT).mapToObj(ring::get).filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Numbered::number)).map(Numbered::event).toList();
    }

    private record Numbered(long number, ApplicationEvent event) {
    }
}
