// Over 500 lines: a list of small managers, each wrong in its own way, to be read one by one.
package io.kindling.cluster.testkit;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.testkit.mock.MockCluster;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ways in which a manager can be wrong, each with the tests that must notice. */
enum Flaw {

    TAKES_EVERY_URL("shouldKnowItsUrls") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                public boolean accepts(final String masterUrl) {
                    return true;
                }
            };
        }
    },

    DOES_NOT_NAME_THE_URL("shouldNameAMalformedUrl") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
                    throw new ClusterException("the master URL is wrong");
                }
            };
        }
    },

    GRANTS_UNASKED("shouldGrantNothingUntilItIsAsked") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
                    final ClusterSession session = super.open(application, listener);
                    cluster.grant(application.id());
                    return session;
                }
            };
        }
    },

    COUNTS_UP("shouldTakeATargetForATargetAndNotForAnIncrement") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onTarget(cluster, right, (session, target) -> cluster.grant(session.application));
        }
    },

    ENDS_EXECUTORS_OVER_THE_TARGET("shouldEndNoExecutorWhenTheTargetFalls") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onTarget(cluster, right, (session, target) -> {
                if (target.executors() == 0) {
                    cluster.executors(session.application).forEach(e -> session.release(new ExecutorId(e)));
                }
            });
        }
    },

    KNOWS_NO_CORES("shouldGrantContainersThatSayWhatTheyAre") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onEvents(cluster, right, listener -> new Flawed.Listener(listener) {
                @Override
                public void onGranted(final Container container) {
                    super.onGranted(new Container(container.id(), container.host(), 0));
                }
            });
        }
    },

    LAUNCHES_TWICE("shouldLaunchOnceInAContainer", "shouldKeepApplicationsApart") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onEvents(cluster, right, listener -> new Flawed.Listener(listener) {
                @Override
                public void onLaunched(final ExecutorId executor, final String host) {
                    super.onLaunched(executor, host);
                    super.onLaunched(executor, host);
                }
            });
        }
    },

    IS_SILENT_ON_FAILED_LAUNCHES("shouldReportALaunchInAnUnknownContainerAsLost", "shouldTellOfACustodianOnAnUnknownNode", "shouldLaunchNothingInTheContainerOfALostExecutor") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onLoss(cluster, right, LossCause.LaunchFailed.class, (listener, executor) -> { });
        }
    },

    LAUNCHES_ANYWHERE("shouldLaunchNothingInTheContainerOfALostExecutor") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onLoss(cluster, right, LossCause.LaunchFailed.class, (listener, executor) -> listener.onLaunched(executor, "h"));
        }
    },

    TELLS_THE_WRONG_CAUSE("shouldGrantLaunchAndReleaseAnExecutor", "shouldBeDetachedWithAReleaseUnderWay") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onLoss(cluster, right, LossCause.Released.class, (listener, executor) -> listener.onLost(executor, new LossCause.Exited(143, "")));
        }
    },

    IS_SILENT_ON_DEATHS("shouldTellOfAnExecutorThatDiedAndGrantAnother", "shouldTellWhatHappenedMeanwhile") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onLoss(cluster, right, LossCause.Exited.class, (listener, executor) -> { });
        }
    },

    IS_LOST_WITHIN_EVENTS("shouldTakeItsVerbsFromWithinAnEvent") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final boolean[] within = new boolean[1];
            return new Flawed(cluster, right) {
                @Override
                Listener listener(final ClusterListener listener) {
                    return new Listener(listener) {
                        @Override
                        public void onGranted(final Container container) {
                            within[0] = true;
                            super.onGranted(container);
                            within[0] = false;
                        }
                    };
                }

                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
                            if (!within[0]) {
                                super.launch(container, spec);
                            }
                        }
                    };
                }
            };
        }
    },

    BREAKS_WITH_ITS_LISTENER("shouldGoOnWhenTheListenerFails") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final boolean[] broken = new boolean[1];
            return new Flawed(cluster, right) {
                @Override
                Listener listener(final ClusterListener listener) {
                    return new Listener(listener) {
                        @Override
                        public void onGranted(final Container container) {
                            broken[0] = true;
                            super.onGranted(container);
                            broken[0] = false;
                        }
                    };
                }

                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
                            if (!broken[0]) {
                                super.launch(container, spec);
                            }
                        }
                    };
                }
            };
        }
    },

    MIXES_APPLICATIONS("shouldKeepApplicationsApart") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final List<ClusterSession> all = new ArrayList<>();
            return onClose(cluster, right, all::add, session -> all.forEach(ClusterSession::close));
        }
    },

    RELEASES_ANYTHING("shouldReleaseAnUnknownExecutorWithoutHarm") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void release(final ExecutorId executor) {
                            super.release(new ExecutorId(0));
                        }
                    };
                }
            };
        }
    },

    USES_NAMES_AGAIN("shouldGrantANewContainerForALostExecutor", "shouldTellOfAnExecutorThatDiedAndGrantAnother") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final ContainerId[] real = new ContainerId[1];
            return new Flawed(cluster, right) {
                @Override
                Listener listener(final ClusterListener listener) {
                    return new Listener(listener) {
                        @Override
                        public void onGranted(final Container container) {
                            real[0] = container.id();
                            super.onGranted(new Container(new ContainerId("room"), container.host(), container.cores()));
                        }
                    };
                }

                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
                            super.launch(real[0], spec);
                        }
                    };
                }
            };
        }
    },

    IS_SILENT_ON_ITS_CLUSTER("shouldSayThatItsClusterIsOutOfReachAndBack") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onEvents(cluster, right, listener -> new Flawed.Listener(listener) {
                @Override
                public void onUnreachable(final String reason) {
                    // It keeps it to itself.
                }
            });
        }
    },

    LEAVES_EXECUTORS_AT_ITS_END("shouldEndExecutorsWithTheSession", "shouldRefuseHalfAState", "shouldBeDetachedWithARequestUnderWay", "shouldBeDetachedWithALaunchUnderWay") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onClose(cluster, right, session -> { }, ClusterSession::detach);
        }
    },

    TELLS_AFTER_ITS_END("shouldTellNothingAfterItIsClosed") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void setTarget(final ExecutorTarget target) {
                            super.setTarget(target);
                            if (!cluster.knows(application)) {
                                listener.onGranted(new Container(new ContainerId("late"), "h", 1));
                            }
                        }
                    };
                }
            };
        }
    },

    TAKES_EVERY_STATE("shouldRefuseAStateThatIsNotItsOwn", "shouldRefuseHalfAState", "shouldGiveNoStateOfAClosedSession") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
                    try {
                        return super.attach(detached, listener);
                    } catch (final ClusterException e) {
                        return open(new ApplicationDescription(new ApplicationId("app-" + System.nanoTime()), "any", "mock://any", Map.of()), listener);
                    }
                }
            };
        }
    },

    ENDS_EXECUTORS_WHEN_DETACHED("shouldLeaveExecutorsAloneWhileTheAdapterIsReplaced", "shouldBeDetachedAgainAndAgain", "shouldBeDetachedWithALaunchUnderWay",
            "shouldLeaveNothingOfABuildThatWasReplaced") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onDetach(cluster, right, session -> cluster.executors(session.application).forEach(e -> cluster.lose(session.application, e, new LossCause.Released())));
        }
    },

    DETACHES_DIFFERENTLY("shouldLeaveExecutorsAloneWhileTheAdapterIsReplaced") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        private int times;

                        @Override
                        public byte[] detach() {
                            times++;
                            return Arrays.copyOf(super.detach(), super.detach().length + times - 1);
                        }
                    };
                }
            };
        }
    },

    ACTS_WHEN_IT_IS_DETACHED("shouldDoNothingOnceItIsDetached") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public void release(final ExecutorId executor) {
                            cluster.lose(application, executor.value(), new LossCause.Released());
                        }
                    };
                }
            };
        }
    },

    FORGETS_GRANTS("shouldTellAgainOfAGrantThatWasNotAnswered") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onAttach(cluster, right, (session, listener) -> { }, true);
        }
    },

    GRANTS_AGAIN("shouldBeDetachedWithARequestUnderWay", "shouldTellAgainOfAGrantThatWasNotAnswered", "shouldBeDetachedWithALaunchUnderWay", "shouldBeDetachedAgainAndAgain") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onAttach(cluster, right, (session, listener) -> cluster.grant(session.application), false);
        }
    },

    LOSES_ITS_WAY_BEFORE_THE_FIRST_REQUEST("shouldBeDetachedBeforeAnythingWasAsked") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onAttach(cluster, right, (session, listener) -> listener.onFailed("there was nothing to attach"), false);
        }
    },

    TELLS_AGAIN_OF_LAUNCHES("shouldBeDetachedWithALaunchUnderWay", "shouldDoNothingOnceItIsDetached") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onAttach(cluster, right, (session, listener) -> cluster.executors(session.application).forEach(e -> listener.onLaunched(new ExecutorId(e), "h")), false);
        }
    },

    TELLS_AGAIN_OF_LOSSES("shouldBeDetachedWithAReleaseUnderWay", "shouldTellWhatHappenedMeanwhile") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onAttach(cluster, right, (session, listener) -> listener.onLost(new ExecutorId(0), new LossCause.Released()), false);
        }
    },

    SERVES_BOTH("shouldNotServeTwoSessionsThatAreAttachedFromOneState") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final Map<ApplicationId, ClusterSession> attached = new ConcurrentHashMap<>();
            return new Flawed(cluster, right) {
                @Override
                public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
                    final ApplicationId application = applicationIn(detached);
                    final ClusterSession first = attached.get(application);
                    if (first == null) {
                        attached.put(application, super.attach(detached, listener));
                        return attached.get(application);
                    }
                    return new Session(first) {
                        @Override
                        public void release(final ExecutorId executor) {
                            super.release(executor);
                            cluster.grant(application);
                        }
                    };
                }
            };
        }
    },

    STARTS_NO_CUSTODIANS("shouldStartACustodianOnceWhereAnExecutorWas") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onCustodian(cluster, right, (session, launch) -> true);
        }
    },

    DENIES_CUSTODIANS("shouldSayWhetherItStartsCustodians") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onCustodian(cluster, right, (session, launch) -> {
                launch.run();
                return false;
            });
        }
    },

    COUNTS_CUSTODIANS("shouldNotCountACustodianAsAnExecutor") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            final boolean[] any = {false};
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    return new Session(session) {
                        @Override
                        public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
                            any[0] = true;
                            return super.launchCustodian(node, spec);
                        }

                        @Override
                        public void setTarget(final ExecutorTarget target) {
                            super.setTarget(any[0] ? new ExecutorTarget(target.profile(), target.executors() - 1, target.totalCores()) : target);
                        }
                    };
                }
            };
        }
    },

    ENDS_CUSTODIANS_ON_DETACHING("shouldKeepACustodianWhileTheAdapterIsReplaced") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return onDetach(cluster, right, session -> session.release(new ExecutorId(1)));
        }
    },

    KEEPS_A_THREAD("shouldLeaveNoThread") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                Session session(final ClusterSession session, final ClusterListener listener) {
                    final Thread thread = new Thread(() -> {
                        try {
                            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
                        } catch (final InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }, "kept");
                    thread.setDaemon(true);
                    thread.start();
                    return new Session(session);
                }
            };
        }
    },

    HOLDS_ITS_LOADER("shouldLeaveNothingOfABuildThatWasReplaced", "shouldLeaveNothingOfABuildWhenItsSessionIsClosed") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            HELD.add(right);
            return new Flawed(cluster, right);
        }
    },

    KNOWS_ITS_OWN_BUILD_ONLY("shouldHandOverToAnotherBuild") {
        @Override
        Flawed breaks(final MockCluster cluster, final ClusterManager right) {
            return new Flawed(cluster, right) {
                @Override
                public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
                    if (right.getClass().getClassLoader() != Flaw.class.getClassLoader()) {
                        throw new ClusterException("a state of another build");
                    }
                    return super.attach(detached, listener);
                }
            };
        }
    };

    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final List<String> rules;

    Flaw(final String... rules) {
        this.rules = List.of(rules);
    }

    abstract Flawed breaks(MockCluster cluster, ClusterManager right);

    /** The tests that must fail. */
    List<String> rules() {
        return rules;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Flawed onTarget(final MockCluster cluster, final ClusterManager right, final BiConsumer<Flawed.Session, ExecutorTarget> then) {
        return new Flawed(cluster, right) {
            @Override
            Session session(final ClusterSession session, final ClusterListener listener) {
                return new Session(session) {
                    @Override
                    public void setTarget(final ExecutorTarget target) {
                        super.setTarget(target);
                        then.accept(this, target);
                    }
                };
            }
        };
    }

    private static Flawed onCustodian(final MockCluster cluster, final ClusterManager right, final BiPredicate<Flawed.Session, Runnable> instead) {
        return new Flawed(cluster, right) {
            @Override
            Session session(final ClusterSession session, final ClusterListener listener) {
                return new Session(session) {
                    @Override
                    public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
                        return instead.test(this, () -> super.launchCustodian(node, spec));
                    }
                };
            }
        };
    }

    private static Flawed onEvents(final MockCluster cluster, final ClusterManager right, final Function<ClusterListener, Flawed.Listener> wrap) {
        return new Flawed(cluster, right) {
            @Override
            Listener listener(final ClusterListener listener) {
                return wrap.apply(listener);
            }
        };
    }

    private static Flawed onLoss(final MockCluster cluster, final ClusterManager right, final Class<? extends LossCause> type, final BiConsumer<ClusterListener, ExecutorId> instead) {
        return onEvents(cluster, right, listener -> new Flawed.Listener(listener) {
            @Override
            public void onLost(final ExecutorId executor, final LossCause cause) {
                if (type.isInstance(cause)) {
                    instead.accept(listener, executor);
                } else {
                    super.onLost(executor, cause);
                }
            }
        });
    }

    private static Flawed onClose(final MockCluster cluster, final ClusterManager right, final Consumer<ClusterSession> opened,
                                  final Consumer<ClusterSession> instead) {
        return new Flawed(cluster, right) {
            @Override
            Session session(final ClusterSession session, final ClusterListener listener) {
                opened.accept(session);
                return new Session(session) {
                    @Override
                    public void close() {
                        instead.accept(session);
                    }
                };
            }
        };
    }

    private static Flawed onDetach(final MockCluster cluster, final ClusterManager right, final Consumer<Flawed.Session> first) {
        return new Flawed(cluster, right) {
            @Override
            Session session(final ClusterSession session, final ClusterListener listener) {
                return new Session(session) {
                    @Override
                    public byte[] detach() {
                        first.accept(this);
                        return super.detach();
                    }
                };
            }
        };
    }

    private static Flawed onAttach(final MockCluster cluster, final ClusterManager right, final BiConsumer<Flawed.Session, ClusterListener> then, final boolean deaf) {
        return new Flawed(cluster, right) {
            @Override
            public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
                final boolean[] attaching = {deaf};
                final Session session = new Session(right.attach(detached, new Listener(listener) {
                    @Override
                    public void onGranted(final Container container) {
                        if (!attaching[0]) {
                            super.onGranted(container);
                        }
                    }
                }));
                attaching[0] = false;
                session.application = applicationIn(detached);
                then.accept(session, listener);
                return session;
            }
        };
    }
}
