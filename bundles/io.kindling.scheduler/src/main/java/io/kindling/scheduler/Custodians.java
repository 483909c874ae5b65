package io.kindling.scheduler;

/** Lets executors without slots go when they are of no use: another executor can give what they give, or there is nothing to give. */
final class Custodians {

    private final SchedulerState state;
    private final Drains drains;

    Custodians(final SchedulerState state, final Drains drains) {
        this.state = state;
        this.drains = drains;
    }

    /** An executor has come, or is trusted again. */
    void onThere(final ExecutorEntry entry) {
        if (!entry.isCustodian() && entry.outputs() != null && entry.mayGetMore()) {
            state.executors().custodians().stream().filter(custodian -> entry.outputs().equals(custodian.outputs()))
                    .forEach(custodian -> drains.onDraining(custodian.id(), false));
        }
    }

    void onTick() {
        state.executors().custodians().stream().filter(custodian -> custodian.isTrusted() && hasNothing(custodian))
                .forEach(custodian -> drains.onDraining(custodian.id(), false));
    }

    private boolean hasNothing(final ExecutorEntry custodian) {
        return state.outputs().all().stream().allMatch(outputs -> outputs.mapsOf(custodian.id()).isEmpty());
    }
}
