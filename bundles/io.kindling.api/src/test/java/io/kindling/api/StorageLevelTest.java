package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public class StorageLevelTest {

    @Test
    public void shouldFindEachLevelByItsName() throws IllegalAccessException {
        final List<Field> levels = Arrays.stream(StorageLevels.class.getFields()).filter(field -> field.getType() == StorageLevel.class).toList();

        assertEquals(13, levels.size());
        for (final Field level : levels) {
            assertSame(level.get(null), StorageLevel.fromString(level.getName()));
        }
    }

    @Test
    public void shouldSayWhatLevelsThereAre() {
        final String text = assertThrows(IllegalArgumentException.class, () -> StorageLevel.fromString("MEMORY")).getMessage();

        assertTrue(text, text.contains("'MEMORY'") && text.contains("MEMORY_ONLY"));
    }
}
