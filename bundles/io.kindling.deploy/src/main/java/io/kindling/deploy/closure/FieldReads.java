package io.kindling.deploy.closure;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.BitSet;

/**
 * Looks in a class file for instructions that read a field. What it does not understand counts as such an instruction, and so does a file of a
 * compiler for Java before 11, since then others may have them.
 */
final class FieldReads {

    private static final int MAGIC = 0xcafebabe;
    /** Java 11: class files before it name no nest, and the classes within one get at its fields as any class of the package does. */
    private static final int NESTS = 55;
    private static final int GETFIELD = 0xb4;
    private static final int TABLESWITCH = 0xaa;
    private static final int LOOKUPSWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int IINC = 0x84;

    /** How many bytes follow each opcode; ? for those that say it themselves. */
    private static final String OPERANDS = "00000000000000001212211111000000"
            + "00000000000000000000001111100000"
            + "00000000000000000000000000000000"
            + "00000000000000000000000000000000"
            + "00002000000000000000000002222222"
            + "2222222221??00000022222224421200"
            + "2200?32244";

    private final DataInputStream in;
    private final String owner;
    private final String field;
    private Object[] constants;
    private final BitSet references = new BitSet();

    private FieldReads(final byte[] classFile, final String owner, final String field) {
        in = new DataInputStream(new ByteArrayInputStream(classFile));
        this.owner = owner;
        this.field = field;
    }

    /**
     * Whether a class, or one that nobody can know of, reads a field.
     *
     * @param owner with slashes
     * @throws IOException if it is no class file
     */
    static boolean in(final byte[] classFile, final String owner, final String field) throws IOException {
        return new FieldReads(classFile, owner, field).found();
    }

    private boolean found() throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("no class file");
        }
        in.readUnsignedShort();
        if (in.readUnsignedShort() < NESTS || constants()) {
            return true;
        }
        if (references.isEmpty()) {
            return false;
        }
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            in.skipNBytes(6);
            attributes(false);
        }
        for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
            in.skipNBytes(6);
            if (attributes(true)) {
                return true;
            }
        }
        return false;
    }

    /** Notes the constants that stand for the field; true if a method handle refers to one of them. */
    private boolean constants() throws IOException {
        final int count = in.readUnsignedShort();
        constants = new Object[count];
        final int[][] pairs = new int[count][];
        final BitSet fields = new BitSet();
        final BitSet handles = new BitSet();
        for (int i = 1; i < count; i++) {
            final int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[i] = in.readUTF();
                case 3, 4 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> pairs[i] = new int[] {in.readUnsignedShort(), 0};
                case 9, 10, 11, 12, 17, 18 -> {
                    pairs[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                    fields.set(i, tag == 9);
                }
                case 15 -> {
                    in.readUnsignedByte();
                    handles.set(in.readUnsignedShort());
                }
                default -> throw new IOException("unknown constant " + tag);
            }
        }
        fields.stream().filter(i -> owner.equals(constants[pairs[pairs[i][0]][0]]) && field.equals(constants[pairs[pairs[i][1]][0]]))
                .forEach(references::set);
        return references.intersects(handles);
    }

    private boolean attributes(final boolean ofMethod) throws IOException {
        boolean reads = false;
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            final Object name = constants[in.readUnsignedShort()];
            final int length = in.readInt();
            if (ofMethod && "Code".equals(name)) {
                in.skipNBytes(4);
                final byte[] code = in.readNBytes(in.readInt());
                reads |= reads(code);
                in.skipNBytes(length - 8L - code.length);
            } else {
                in.skipNBytes(length);
            }
        }
        return reads;
    }

    private boolean reads(final byte[] code) throws IOException {
        int at = 0;
        while (at < code.length) {
            final int opcode = code[at] & 0xff;
            if (opcode == GETFIELD && references.get(short16(code, at + 1))) {
                return true;
            }
            at += length(code, at, opcode);
        }
        if (at != code.length) {
            throw new IOException("instructions that do not end with the code");
        }
        return false;
    }

    private static int length(final byte[] code, final int at, final int opcode) throws IOException {
        if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
            final int operands = (at & ~3) + 4;
            return opcode == LOOKUPSWITCH ? operands + 8 + 8 * int32(code, operands + 4) - at
                    : operands + 12 + 4 * (int32(code, operands + 8) - int32(code, operands + 4) + 1) - at;
        } else if (opcode == WIDE) {
            return (code[at + 1] & 0xff) == IINC ? 6 : 4;
        } else if (opcode >= OPERANDS.length()) {
            throw new IOException("unknown instruction " + opcode);
        }
        return 1 + OPERANDS.charAt(opcode) - '0';
    }

    private static int short16(final byte[] code, final int at) {
        return (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
    }

    private static int int32(final byte[] code, final int at) {
        return short16(code, at) << 16 | short16(code, at + 2);
    }
}
