using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>Shows how a training comes along; one of its kinds draws bars, the other writes a line an epoch.</summary>
/// <param name="screen">Where to.</param>
internal abstract class TrainingProgress(Screen screen) : RunProgress
{
    private volatile bool _stopping;
    private volatile bool _hasLearned;
    private volatile bool _isTrained;
    private volatile bool _hasNoEpochs;
    private bool _isRefit;
    private bool _isFinal;
    private string? _heading;
    private bool _readsText;
    private readonly HashSet<string> _told = [];
    private IReadOnlyList<string> _warnings = [];

    /// <summary>Whether the user has asked to stop.</summary>
    protected bool IsStopping => _stopping;

    /// <summary>The phase that follows a stop.</summary>
    protected string StopText => _hasNoEpochs && !Resumes ? "Stopping; the run is not written yet, so nothing is kept."
        : _isTrained ? "Stopping; what was learned is kept."
        : _hasLearned ? "Stopping; what was learned is evaluated and written. Press Ctrl-C again to end at once."
        : Resumes ? "Stopping; what was learned before is kept."
        : "Stopping; no epoch is finished yet, so nothing is kept.";

    /// <summary>Whether it is a run that goes on.</summary>
    internal bool Resumes { get; init; }

    /// <summary>The network in training among several, for example <c>network 2/4</c>; empty when there is but one.</summary>
    protected string NetworkName { get; private set; } = "";

    /// <summary>The kind that suits the screen.</summary>
    internal static TrainingProgress For(Screen screen, bool resumes = false) => screen.IsLive
        ? new LiveTrainingProgress(screen) { Resumes = resumes } : new PlainTrainingProgress(screen) { Resumes = resumes };

    public override void OnRead(Recipe recipe, TaskData data)
    {
        (_heading, _readsText) = ($"{recipe.Name}: {Describe(recipe, data)}", recipe.Task.ReadsText || recipe.Task.ReadsPairs);

        // A classical model has no checkpoints to go on from.
        _hasNoEpochs = recipe.Classical is not null;
    }

    public override void OnPlanned(TaskPlan plan, int fold)
    {
        (_isRefit, _warnings) = (false, fold == 1 ? plan.Warnings : []);
        if (_readsText && _heading is { } heading)
        {
            // A text is one row, whose tokens say more.
            _heading = heading[..(heading.IndexOf(": ", StringComparison.Ordinal) + 2)] + string.Join(", ", plan.Parts.Select(
                part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Samples:N0}"))) + $" {plan.Parts[0].Unit}";
        }
    }

    public override void OnNetworkBegin(int fold, int network, int networks)
    {
        string name = networks > 1 ? string.Create(CultureInfo.InvariantCulture, $"network {network}/{networks}") : "";
        string part = _isFinal ? "all data" : fold > 1 ? string.Create(CultureInfo.InvariantCulture, $"fold {fold}") : "";
        NetworkName = string.Join(' ', new[] { part, _isRefit && !_isFinal ? "refit" : "", name }.Where(word => word.Length > 0));
    }

    public override void OnRefitting(TaskPlan plan, int fold, IReadOnlyList<int> epochs)
    {
        _isRefit = true;
        screen.LineAboveBars(
            $"Training anew on the {CountFormatter.Format(plan.Parts[0].Samples, plan.Parts[0].Unit)} of training and validation part"
            + $"{FinalTraining.Describe(epochs, ", for ")}.");
    }

    public override void OnFittingOnAll(TaskPlan plan, IReadOnlyList<int> epochs)
    {
        _isFinal = true;
        screen.LineAboveBars(
            $"Evaluated. Training anew on all {CountFormatter.Format(plan.Parts[0].Samples, plan.Parts[0].Unit)}"
            + $"{FinalTraining.Describe(epochs, ", for ")}.");
    }

    // What is trained is said when training begins and not before, as what is refused says nothing but why.
    public override void OnTrainBegin(TrainingContext context)
    {
        _isTrained = false;
        if (_heading is { } heading)
        {
            screen.LineAboveBars(heading);
            _heading = null;
        }

        Tell(_warnings.Concat(context.Warnings));
    }

    // Networks of an ensemble and of folds say the same of the samples that they share.
    private void Tell(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings.Where(_told.Add))
        {
            screen.Note(warning);
        }

        _warnings = [];
    }

    public override void OnEpochEnd(TrainingContext context) => _hasLearned = true;

    public override void OnEvaluating(int fold)
    {
        _isTrained = true;

        // Those of a classical model, whose training does not begin with a first epoch.
        Tell(_warnings);
    }

    public override void OnNotice(string notice) => screen.LineAboveBars(notice);

    /// <summary>Does the training, shown.</summary>
    internal abstract T Show<T>(Func<T> training);

    /// <summary>Announces the stop after the first Ctrl-C; called from another thread.</summary>
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

    private static string Describe(Recipe recipe, TaskData data)
    {
        SeriesSet[] sets = recipe.Task.TestContinuesSeries ? [data.Series]
            : [data.Series, .. new[] { data.Validation, data.Test }.OfType<SeriesSet>()];
        SeriesItem[] items = [.. sets.SelectMany(set => set.Items)];
        string targets = string.Concat(recipe.Data.Targets.Select(target => target + ", "));
        string classes = data.Series.ClassNames.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {CountFormatter.Format(data.Series.ClassNames.Count, "classes")}") : "";
        (int shortest, int longest) = (sets.Min(set => set.ShortestLength), sets.Max(set => set.LongestLength));
        string rows = shortest == longest
            ? CountFormatter.Format(longest, "rows")
            : string.Create(CultureInfo.InvariantCulture, $"{shortest:N0} to {longest:N0} rows");
        Frame[] frames = [.. items.Select(item => item.Frame).Where(frame => frame.RowCount > 0)];
        string span = frames.Length == 0 || TimeIndex.IsRowNumber(frames[0].Time[0])
            ? ""
            : $" from {TimeIndex.ToText(frames.Min(frame => frame.Time[0]), frames[0].Time.Zone)} to "
                + $"{TimeIndex.ToText(frames.Max(frame => frame.Time[frame.RowCount - 1]), frames[0].Time.Zone)}";
        return items.Length == 1 ? targets + rows + span
            : string.Create(CultureInfo.InvariantCulture, $"{targets}{items.Length:N0} series of {rows}{span}{classes}");
    }

    /// <summary>Rows a second, for people.</summary>
    protected static string RateText(TrainingContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{RowsPerSecond(context):N0} rows/s");
}
