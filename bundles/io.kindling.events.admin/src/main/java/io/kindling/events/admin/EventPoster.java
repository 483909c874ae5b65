package io.kindling.events.admin;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.spi.ProgressListener;
import io.kindling.api.spi.StageProgress;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;

/**
 * Posts what happens to applications to Event Admin, while there is one. Posted, not sent: nobody's handler holds a driver's thread up.
 * How often the progress of a stage is told, the driver decides.
 */
@Component(service = {ApplicationListener.class, ProgressListener.class})
public final class EventPoster implements ApplicationListener, ProgressListener {

    private final EventAdmin events;
    private final Clock clock;

    /** Called by the component runtime. */
    @Activate
    public EventPoster(@Reference final EventAdmin events) {
        this(events, Clock.systemUTC());
    }

    EventPoster(final EventAdmin events, final Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void onEvent(final ApplicationEvent event) {
        events.postEvent(EventTopics.event(event));
    }

    @Override
    public void onProgress(final StageProgress progress) {
        events.postEvent(EventTopics.event(progress, clock.millis()));
    }

    @Override
    public void onNotice(final String application, final String text) {
        events.postEvent(EventTopics.notice(application, text, clock.millis()));
    }
}
