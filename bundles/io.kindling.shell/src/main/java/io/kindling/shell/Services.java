package io.kindling.shell;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the commands work with, and the sentence for what is missing. Any of it may be null. */
record Services(Applications driver, Supplier<List<ApplicationEvent>> recentEvents, ToIntFunction<String[]> submitter) {

    Applications applications() {
        return there(driver, "No driver is here: start the bundle io.kindling.driver");
    }

    List<ApplicationEvent> events() {
        return there(recentEvents, "Nobody keeps the events: start the bundle io.kindling.events").get();
    }

    ToIntFunction<String[]> submit() {
        return there(submitter, "Nothing here runs plain JARs: install and start the bundle io.kindling.cli, and those that it needs");
    }

    /** The application that is meant: the only one that runs, if none is named. */
    String application(final String named) {
        if (named != null) {
            return applications().find(named).id();
        }
        final List<ApplicationStatus> running = applications().list();
        if (running.size() == 1) {
            return running.get(0).id();
        }
        throw new KindlingException(running.isEmpty() ? "No application is running" : "Say which application: "
                + running.stream().map(each -> each.id() + " (" + each.name() + ")").collect(Collectors.joining(", ")));
    }

    private static <T> T there(final T service, final String otherwise) {
        if (service == null) {
            throw new KindlingException(otherwise);
        }
        return service;
    }
}
