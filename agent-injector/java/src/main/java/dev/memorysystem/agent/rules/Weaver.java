package dev.memorysystem.agent.rules;

import dev.memorysystem.agent.rules.boot.RuleHook;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves one call into the ends of constructors and the beginnings of closing methods. Frames stay
 * as they are: no jump, no local variable and no handler is added.
 */
final class Weaver {
  private static final int ASM = Opcodes.ASM9;
  private static final String HOOK = Type.getInternalName(RuleHook.class);

  private Weaver() {}

  /**
   * @param event of a beginning; one more is that of an end
   */
  static byte[] weave(byte[] original, Watched watched, int event) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(ASM, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
              return method;
            }
            if (name.equals("<init>")) {
              return watched.begins() ? beginning(method, event) : method;
            }
            return watched.ends().contains(name) && descriptor.startsWith("()")
                ? end(method, event + 1)
                : method;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static MethodVisitor beginning(MethodVisitor constructor, int event) {
    return new MethodVisitor(ASM, constructor) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
          call(mv, event);
        }
        super.visitInsn(opcode);
      }
    };
  }

  private static MethodVisitor end(MethodVisitor method, int event) {
    return new MethodVisitor(ASM, method) {
      @Override
      public void visitCode() {
        super.visitCode();
        call(mv, event);
      }
    };
  }

  private static void call(MethodVisitor method, int event) {
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitIntInsn(Opcodes.SIPUSH, event);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, HOOK, "on", "(Ljava/lang/Object;I)V", /* isInterface= */ false);
  }
}
