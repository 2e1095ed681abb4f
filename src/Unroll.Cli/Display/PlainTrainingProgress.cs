using System.Globalization;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>A line an epoch, for logs and pipes.</summary>
internal sealed class PlainTrainingProgress(Screen screen) : TrainingProgress(screen)
{
    private readonly Screen _screen = screen;

    public override void OnTrainBegin(TrainingContext context)
    {
        base.OnTrainBegin(context);
        if (NetworkName.Length > 0)
        {
            _screen.Line(NetworkName);
        }
    }

    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        base.OnEpochEnd(context);
        EpochRecord epoch = context.LastEpoch!;
        string validation = epoch.ValidationLoss is { } loss ? $"  validation {LossText(loss)}" : "";
        string number = epoch.Epoch.ToString(CultureInfo.InvariantCulture)
            .PadLeft(context.Epochs.ToString(CultureInfo.InvariantCulture).Length);
        _screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {number}/{context.Epochs}  loss {LossText(epoch.Loss)}{validation}  rate {epoch.LearningRate:0.######}  "
            + $"{RateText(context)}  {TimeLeft(context)}").TrimEnd());
    }

    internal override T Show<T>(Func<T> training) => training();

    internal override void AnnounceStop()
    {
        base.AnnounceStop();
        _screen.Line(StopText);
    }
}
