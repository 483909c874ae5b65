package io.kindling.deploy.code;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;

/** Defined once more beneath each class loader that goes, see {@link Departure}; so it knows the JDK only. */
public final class DriverRemoval {

    private DriverRemoval() {
    }

    /** Takes the drivers away whose classes are a loader's. */
    public static void remove(final ClassLoader leaving) throws SQLException {
        for (final Enumeration<Driver> drivers = DriverManager.getDrivers(); drivers.hasMoreElements();) {
            final Driver driver = drivers.nextElement();
            if (driver.getClass().getClassLoader() == leaving) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
