using System.Globalization;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>Shows how a training comes along; one of its kinds draws bars, the other writes a line an epoch.</summary>
/// <param name="screen">Where to.</param>
/// <param name="heading">What is trained: said when training begins and not before, as what is refused says nothing but why.</param>
/// <param name="networks">Networks that are trained one after another.</param>
internal abstract class TrainingProgress(Screen screen, string heading, int networks) : Callback
{
    private volatile bool _stopping;
    private int _network;

    /// <summary>Whether the user has asked to stop.</summary>
    protected bool IsStopping => _stopping;

    /// <summary>Which of several networks is trained, for example <c>network 2/4</c>; empty when there is but one.</summary>
    protected string NetworkName => networks > 1 ? string.Create(CultureInfo.InvariantCulture, $"network {_network}/{networks}") : "";

    /// <summary>The kind that suits the screen.</summary>
    internal static TrainingProgress For(Screen screen, string heading, int networks) =>
        screen.IsLive ? new LiveTrainingProgress(screen, heading, networks) : new PlainTrainingProgress(screen, heading, networks);

    public override void OnTrainBegin(TrainingContext context)
    {
        if (++_network == 1)
        {
            screen.LineAboveBars(heading);
        }
    }

    /// <summary>Does the training, shown; the callback belongs among the training's.</summary>
    internal abstract T Show<T>(Func<Callback, T> training);

    /// <summary>Tells that the first Ctrl-C was understood; called from another thread.</summary>
    internal virtual void AnnounceStop() => _stopping = true;

    /// <summary>Windows learned from a second.</summary>
    protected static double RowsPerSecond(TrainingContext context) =>
        context.Elapsed > TimeSpan.Zero ? context.SamplesSeen / context.Elapsed.TotalSeconds : 0;

    /// <summary>The time that the epochs to come would take; early stopping may need less. Empty where none are to come.</summary>
    protected static string TimeLeft(TrainingContext context)
    {
        double left = ((double)context.SamplesPerEpoch * context.Epochs) - context.SamplesSeen;
        double rate = RowsPerSecond(context);
        return rate > 0 && left > 0 ? $"≤ {TimeFormatter.Of(TimeSpan.FromSeconds(Math.Min(left / rate, 1e9)))} left" : "";
    }

    /// <summary>A loss with four digits after the point, or as a power of ten where that would hide it.</summary>
    protected static string LossText(double loss) =>
        loss.ToString(Math.Abs(loss) is >= 0.001 and < 100_000 || loss == 0 ? "0.0000" : "0.000e+0", CultureInfo.InvariantCulture);

    /// <summary>Rows a second, for people.</summary>
    protected static string RateText(TrainingContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{RowsPerSecond(context):N0} rows/s");
}
