package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.standalone.join.Intake;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class WorkerAgentTest {

    private Process process;
    private WorkerAgent agent;

    @Before
    public void adoptAnExecutor() throws Exception {
        process = new ProcessBuilder("sh", "-c", "trap 'echo told' TERM; echo ready; while :; do read line; done").start();
        assertEquals("ready", process.inputReader().readLine());
        final ExecutorProcess executor = new ExecutorProcess(new HeldExecutor("container", "application", "ticket", 0, 1, 1));
        executor.process = process;
        agent = new WorkerAgent(null, null, Clock.SYSTEM, new Intake(new Inbox(16)), null, new WorkerAgent.Inheritance(List.of(executor), List.of()));
    }

    @After
    public void end() {
        process.destroyForcibly();
    }

    @Test
    public void shouldEndItsExecutorsWhenItPausedAndCouldNotHandThemOver() throws Exception {
        agent.pause();
        agent.onClose();

        assertTrue("nobody else would end them", process.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldLeaveExecutorsAloneThatItHasHandedOver() {
        agent.pause();
        agent.handedOver();
        agent.onClose();

        assertTrue(process.isAlive());
    }

    /** The end of its input would tell it that the worker is gone. */
    @Test(timeout = 60_000)
    public void shouldLeaveTheInputOpenOfAnExecutorThatItTellsToEnd() throws Exception {
        agent.onMessage(null, new EndExecutor("container"));
        agent.doWork();

        assertEquals("told", process.inputReader().readLine());
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }
}
