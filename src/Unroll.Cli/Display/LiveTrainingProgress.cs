using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>A bar for each network, drawn over while it is trained: epoch, losses, rows a second and the time left.</summary>
internal sealed class LiveTrainingProgress(Screen screen) : TrainingProgress(screen)
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromMilliseconds(100);

    private readonly Screen _screen = screen;
    private readonly int _barWidth = Math.Clamp(screen.Console.Profile.Width / 6, 8, 24);
    private ProgressContext? _bars;
    private ProgressTask? _bar;
    private long _lastRefresh;

    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        base.OnTrainBegin(context);
        _bar = _bars!.AddTask("training");
        Refresh(context);
    }

    public override void OnBatchEnd(TrainingContext context)
    {
        // Batches take well under a millisecond; drawing each would cost more than learning from it.
        if (Stopwatch.GetElapsedTime(_lastRefresh) >= _refreshInterval)
        {
            Refresh(context);
        }
    }

    public override void OnEpochEnd(TrainingContext context)
    {
        base.OnEpochEnd(context);
        Refresh(context);
    }

    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Show(CountFormatter.Format(context.History.Count, "epochs"), Losses(context),
            TimeFormatter.Of(context.Elapsed));

        // However few epochs early stopping needed, this network is done.
        _bar!.MaxValue = Math.Max(1, _bar.Value);
        _bar.Value = _bar.MaxValue;
        _bar.StopTask();
    }

    internal override T Show<T>(Func<T> training) =>
        _screen.Console.Progress()
            .Columns(new ProgressBarColumn { Width = _barWidth }, new TextColumn(() => IsStopping))
            .Start(context =>
            {
                _bars = context;
                return training();
            });

    internal override void AnnounceStop()
    {
        base.AnnounceStop();
        _screen.LineAboveBars(StopText);
    }

    private static string Losses(TrainingContext context)
    {
        EpochRecord? last = context.LastEpoch;
        string validation = last?.ValidationLoss is { } value ? $"  val {LossText(value)}" : "";
        return context.Batch == 0 && last is null ? "" : $"loss {LossText(last?.Loss ?? context.BatchLoss)}{validation}";
    }

    private void Refresh(TrainingContext context)
    {
        _lastRefresh = Stopwatch.GetTimestamp();
        _bar!.MaxValue = Math.Max(1, (double)context.SamplesPerEpoch * context.Epochs);
        _bar.Value = context.SamplesSeen;
        Show(
            string.Create(CultureInfo.InvariantCulture, $"epoch {Math.Max(1, context.Epoch)}/{context.Epochs}"),
            Losses(context),
            TimeLeft(context),
            RateText(context));
    }

    // A text wider than the terminal would squeeze the bar and wrap: the last parts are left out where there is no room.
    private void Show(params string[] parts)
    {
        int room = _screen.Console.Profile.Width - _barWidth - 2;
        string text = NetworkName;
        foreach (string part in parts.Where(part => part.Length > 0))
        {
            string longer = text.Length == 0 ? part : $"{text}  {part}";
            if (part.Length > 0 && (longer.Length <= room || text.Length == 0))
            {
                text = longer;
            }
        }

        _bar!.Description = text;
    }

    private sealed class TextColumn(Func<bool> isStopping) : ProgressColumn
    {
        // A second line would make the bars jump in a narrow terminal.
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Description + (isStopping() && !task.IsFinished ? "  stopping…" : "")) { Overflow = Overflow.Ellipsis };
    }
}
