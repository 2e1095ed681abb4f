using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class CsvLoggerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Writes_a_line_an_epoch_as_epochs_end()
    {
        File.WriteAllText(_path, "of an earlier training");
        TrainingRun run = new(["loss", "val_loss", "mae", "val_mae"], new CsvLogger(_path));
        run.Begin();
        run.Epoch(0.5, 0.25, 1e-7, double.NaN);
        Assert.Equal(["epoch,loss,val_loss,mae,val_mae,learning_rate,seconds", "1,0.5,0.25,1E-07,NaN,0.8,1.500"], File.ReadAllLines(_path));
        run.Epoch(1, 2, 3, 4);
        Assert.Equal("2,1,2,3,4,0.8,1.500", File.ReadAllLines(_path)[2]);
    }

    [Fact]
    public void Has_no_validation_column_without_validation()
    {
        TrainingRun run = new(["loss"], new CsvLogger(_path));
        run.RunLosses(0.5);
        Assert.Equal(["epoch,loss,learning_rate,seconds", "1,0.5,0.8,1.500"], File.ReadAllLines(_path));
    }
}
