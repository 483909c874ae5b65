/** Data sets as the application holds them: each operation makes lineage, each action a job. */
package io.kindling.driver.rdd;
