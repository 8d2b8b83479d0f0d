package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.heliosimage.engine.portable.step.AssembleFilesStep;
import org.heliosimage.engine.portable.step.CreateBeStep;
import org.heliosimage.engine.portable.step.CreateDatasetStep;
import org.heliosimage.engine.portable.step.DevfsadmStep;
import org.heliosimage.engine.portable.step.DigestStep;
import org.heliosimage.engine.portable.step.EnsureDirStep;
import org.heliosimage.engine.portable.step.EnsureFileStep;
import org.heliosimage.engine.portable.step.EnsurePermsStep;
import org.heliosimage.engine.portable.step.EnsureSymlinkStep;
import org.heliosimage.engine.portable.step.GzipStep;
import org.heliosimage.engine.portable.step.MakeBootableStep;
import org.heliosimage.engine.portable.step.OnuStep;
import org.heliosimage.engine.portable.step.PackTarStep;
import org.heliosimage.engine.portable.step.PkgApproveCaCertStep;
import org.heliosimage.engine.portable.step.PkgChangeFacetStep;
import org.heliosimage.engine.portable.step.PkgChangeVariantStep;
import org.heliosimage.engine.portable.step.PkgImageCreateStep;
import org.heliosimage.engine.portable.step.PkgInstallStep;
import org.heliosimage.engine.portable.step.PkgPurgeHistoryStep;
import org.heliosimage.engine.portable.step.PkgSetPropertyStep;
import org.heliosimage.engine.portable.step.PkgSetPublisherStep;
import org.heliosimage.engine.portable.step.PkgUninstallStep;
import org.heliosimage.engine.portable.step.RemoveFilesStep;
import org.heliosimage.engine.portable.step.SeedSmfStep;
import org.heliosimage.engine.portable.step.ShadowStep;
import org.heliosimage.engine.portable.step.UnpackTarStep;
import org.heliosimage.template.Step;

/** Which class carries out which kind of step; a test holds it complete. */
public final class StepTable {

  // Authors of steps: one line each, in the alphabetical order of the template language.
  private static final StepTable STANDARD =
      new StepTable()
          .add(Step.AssembleFiles.class, new AssembleFilesStep())
          .add(Step.CreateBe.class, new CreateBeStep())
          .add(Step.CreateDataset.class, new CreateDatasetStep())
          .add(Step.Devfsadm.class, new DevfsadmStep())
          .add(Step.Digest.class, new DigestStep())
          .add(Step.EnsureDir.class, new EnsureDirStep())
          .add(Step.EnsureFile.class, new EnsureFileStep())
          .add(Step.EnsurePerms.class, new EnsurePermsStep())
          .add(Step.EnsureSymlink.class, new EnsureSymlinkStep())
          .add(Step.Gzip.class, new GzipStep())
          .add(Step.MakeBootable.class, new MakeBootableStep())
          .add(Step.Onu.class, new OnuStep())
          .add(Step.PackTar.class, new PackTarStep())
          .add(Step.PkgApproveCaCert.class, new PkgApproveCaCertStep())
          .add(Step.PkgChangeFacet.class, new PkgChangeFacetStep())
          .add(Step.PkgChangeVariant.class, new PkgChangeVariantStep())
          .add(Step.PkgImageCreate.class, new PkgImageCreateStep())
          .add(Step.PkgInstall.class, new PkgInstallStep())
          .add(Step.PkgPurgeHistory.class, new PkgPurgeHistoryStep())
          .add(Step.PkgSetProperty.class, new PkgSetPropertyStep())
          .add(Step.PkgSetPublisher.class, new PkgSetPublisherStep())
          .add(Step.PkgUninstall.class, new PkgUninstallStep())
          .add(Step.RemoveFiles.class, new RemoveFilesStep())
          .add(Step.SeedSmf.class, new SeedSmfStep())
          .add(Step.Shadow.class, new ShadowStep())
          .add(Step.UnpackTar.class, new UnpackTarStep());

  private final Map<Class<?>, StepExecutor<?>> executors = new LinkedHashMap<>();

  private StepTable() {}

  /** The table of all kinds of steps of the template language. */
  public static StepTable standard() {
    return STANDARD;
  }

  /** The kinds of steps that can be carried out. */
  public Set<Class<?>> kinds() {
    return Collections.unmodifiableSet(executors.keySet());
  }

  /** Adds a kind of step. */
  <S> StepTable add(Class<S> kind, StepExecutor<S> executor) {
    if (executors.put(kind, executor) != null) {
      throw new IllegalStateException("two executors for " + kind);
    }
    return this;
  }

  /** Carries out a step. */
  public void run(Object step, StepContext context) throws IOException {
    executor(step).run(step, context);
  }

  @SuppressWarnings("unchecked") // add() pairs a class with an executor for it
  private StepExecutor<Object> executor(Object step) {
    StepExecutor<?> executor = executors.get(step.getClass());
    if (executor == null) {
      throw new IllegalStateException("no executor for " + step.getClass());
    }
    return (StepExecutor<Object>) executor;
  }
}
