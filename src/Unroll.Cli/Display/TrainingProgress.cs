using System.Globalization;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>Shows how a training comes along; one of its kinds draws a bar, the other writes a line an epoch.</summary>
internal abstract class TrainingProgress : Callback
{
    private volatile bool _stopping;

    /// <summary>Whether the user has asked to stop.</summary>
    protected bool IsStopping => _stopping;

    /// <summary>The kind that suits the screen.</summary>
    internal static TrainingProgress For(Screen screen) => screen.IsLive ? new LiveTrainingProgress(screen) : new PlainTrainingProgress(screen);

    /// <summary>Does the training, shown; the callback belongs among the training's.</summary>
    internal abstract T Show<T>(Func<Callback, T> training);

    /// <summary>Tells that the first Ctrl-C was understood; called from another thread.</summary>
    internal virtual void AnnounceStop() => _stopping = true;

    /// <summary>Windows learned from a second.</summary>
    protected static double RowsPerSecond(TrainingContext context) =>
        context.Elapsed > TimeSpan.Zero ? context.SamplesSeen / context.Elapsed.TotalSeconds : 0;

    /// <summary>The time that the epochs to come would take; early stopping may need less.</summary>
    protected static string TimeLeft(TrainingContext context)
    {
        double total = (double)context.SamplesPerEpoch * context.Epochs;
        double rate = RowsPerSecond(context);
        return rate > 0 ? $"at most {TimeText.Of(TimeSpan.FromSeconds(Math.Min((total - context.SamplesSeen) / rate, 1e9)))} left" : "";
    }

    /// <summary>A loss with four digits after the point, or as a power of ten where that would hide it.</summary>
    protected static string LossText(double loss) =>
        loss.ToString(Math.Abs(loss) is >= 0.001 and < 100_000 || loss == 0 ? "0.0000" : "0.000e+0", CultureInfo.InvariantCulture);

    /// <summary>Rows a second, for people.</summary>
    protected static string RateText(TrainingContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{RowsPerSecond(context):N0} rows/s");
}
