using System.Globalization;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class ProgressLoggerTests
{
    [Fact]
    public void Writes_a_line_an_epoch_with_losses_and_metrics()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        TrainingRun run = new(["loss", "val_loss", "mae", "val_mae"], new ProgressLogger(output));
        run.Begin();
        run.Epoch(0.5948, 0.0025, 12345.6, double.NaN);
        Assert.Matches(
            @"^epoch +1/\d+  loss 0\.5948  val_loss 2\.500e-3  mae 1\.235e4  val_mae NaN  rate 0\.8  1\.50 s\n$", output.ToString());
        run.Epoch(1, 0, 3, 4);
        Assert.Matches(
            @"\nepoch +2/\d+  loss 1\.0000  val_loss 0  mae 3\.0000  val_mae 4\.0000  rate 0\.8  1\.50 s\n$", output.ToString());
    }

    [Fact]
    public void Shows_no_validation_without_validation()
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        TrainingRun run = new(["loss"], new ProgressLogger(output));
        run.RunLosses(0.5);
        Assert.DoesNotContain("val_loss", output.ToString(), StringComparison.Ordinal);
    }
}
