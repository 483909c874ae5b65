/** A shuffle in one folder. */
package org.example.kindling.folder;
