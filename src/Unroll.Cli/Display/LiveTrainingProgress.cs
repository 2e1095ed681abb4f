using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>A bar that is drawn over: epoch, losses, rows a second and the time left.</summary>
internal sealed class LiveTrainingProgress(Screen screen) : TrainingProgress
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromMilliseconds(100);

    private ProgressTask? _task;
    private volatile string _text = "";
    private long _lastRefresh;

    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _task!.MaxValue = Math.Max(1, (double)context.SamplesPerEpoch * context.Epochs);
    }

    public override void OnBatchEnd(TrainingContext context)
    {
        // Batches take well under a millisecond; drawing each would cost more than learning from it.
        if (Stopwatch.GetElapsedTime(_lastRefresh) >= _refreshInterval)
        {
            Refresh(context);
        }
    }

    public override void OnEpochEnd(TrainingContext context) => Refresh(context);

    internal override T Show<T>(Func<Callback, T> training) =>
        screen.Console.Progress()
            .Columns(new ProgressBarColumn { Width = 24 }, new TextColumn(() => IsStopping ? $"{_text}  stopping…" : _text))
            .Start(context =>
            {
                _task = context.AddTask("training");
                T result = training(this);
                _task.StopTask();
                return result;
            });

    private void Refresh(TrainingContext context)
    {
        _lastRefresh = Stopwatch.GetTimestamp();
        _task!.MaxValue = Math.Max(1, (double)context.SamplesPerEpoch * context.Epochs);
        _task.Value = context.SamplesSeen;
        EpochRecord? last = context.LastEpoch;
        double loss = last?.Loss ?? context.BatchLoss;
        string validation = last?.ValidationLoss is { } value ? $"  validation {LossText(value)}" : "";
        _text = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {context.Epoch}/{context.Epochs}  loss {LossText(loss)}{validation}  {RateText(context)}  {TimeLeft(context)}");
    }

    private sealed class TextColumn(Func<string> text) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(text());
    }
}
