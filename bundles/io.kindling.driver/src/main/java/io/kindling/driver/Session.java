package io.kindling.driver;

import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.control.SessionJobs;
import io.kindling.driver.rdd.DataSets;
import io.kindling.driver.shared.AddedFiles;

/**
 * What one session of an application has for itself.
 *
 * @param number the application's own context is 0
 * @param jobs   run on its code, with its properties
 * @param data   its data sets
 * @param files  that were added in it
 * @param all    the application's sessions
 */
record Session(int number, SessionJobs jobs, DataSets data, AddedFiles files, Sessions all) {

    /** Its code. */
    ApplicationCode code() {
        return jobs.code();
    }
}
