package io.kindling.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class CompletionTest {

    private final Completion completion = new Completion(new Commands(new Services(new FakeApplications(), List::of, null), new Submissions()));

    @Test
    public void shouldOfferIdsAndNamesOfApplications() {
        assertEquals(List.of("app-1", "app-2", "pi", "words"), completion.candidates("jobs", List.of(), ""));
        assertEquals(List.of("app-1", "app-2"), completion.candidates("kill", List.of(), "ap"));
        assertEquals(List.of(), completion.candidates("jobs", List.of("app-1"), ""));
    }

    @Test
    public void shouldOfferMastersWhereOneIsMeant() {
        assertEquals(List.of("kindling://host:port", "kindling://m:7077", "local", "local[*]", "local[2]", "local[N]"),
                completion.candidates("swap", List.of("app-1"), ""));
        assertEquals(List.of("kindling://host:port", "kindling://m:7077"), completion.candidates("submit", List.of("--master"), "kin"));
    }

    @Test
    public void shouldOfferTheJobsUnderWayOfTheApplicationThatWasNamed() {
        assertEquals(List.of("11"), completion.candidates("kill", List.of("words"), ""));
        assertEquals(List.of("11"), completion.candidates("kill", List.of("--reason", "late", "words"), ""));
        assertEquals(List.of(), completion.candidates("kill", List.of("nobody"), ""));
    }

    @Test
    public void shouldOfferOptions() {
        assertEquals(List.of("--class", "--conf", "--help", "--master", "--name"), completion.candidates("submit", List.of(), "--"));
        assertEquals(List.of("-f"), completion.candidates("events", List.of("words"), "-f"));
    }

    @Test
    public void shouldOfferNothingWithoutADriver() {
        assertEquals(List.of(), new Completion(new Commands(new Services(null, null, null), null)).candidates("jobs", List.of(), ""));
    }

    @Test
    public void shouldTellTheShellInItsOwnWords() {
        final String script = new SessionCompletions().script("kill");

        assertTrue(script, script.startsWith("gogo:complete -c kindling:kill -e\ngogo:complete -c kindling:kill -d 'End an application"));
        assertTrue(script, script.contains("gogo:complete -c kindling:kill -s h -l help --description 'Show this help.'\n"));
        assertTrue(script, script.endsWith("gogo:complete -c kindling:kill -a 'kindling:candidates kill ($.commandLine words) ($.commandLine wordIndex)'\n"));
    }
}
