/** What every cluster manager must do, as tests for its adapter to extend. */
package io.kindling.cluster.api.contract;
