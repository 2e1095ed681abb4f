using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The checking, fitting and application of steps.</summary>
public sealed partial class Preparation
{
    private const int RowsForIntervals = 1000;

    /// <summary>Transforms a series by steps, one after the other.</summary>
    internal static Frame Transform(IEnumerable<FittedStep> steps, Frame frame, string id) =>
        steps.Aggregate(frame, (current, step) => step.Transform(current, id));

    /// <summary>Fits steps on training rows.</summary>
    internal static Preparation Fit(
        IReadOnlyList<PreparingStep> steps, FittedStep[] rowSteps, SeriesSet series, IReadOnlyList<IReadOnlyList<RowRange>> training,
            PreparationOptions options)
    {
        int[] learned = [.. Enumerable.Range(0, series.Count).Where(index => training[index].Count > 0)];
        if (learned.Length == 0)
        {
            throw new InputException("No row of any series is to be learned from: give the training part some rows.")
            {
                Field = "split.train",
            };
        }

        // A causal step gives the same for the training rows whether the later ones are there or not; so whole series are transformed,
        // and the next step is again fitted on the training rows alone.
        List<FittedStep> fitted = [];
        SeriesSet current = series.Subset(learned);
        int[] known = [.. current.Items.Select(item => FutureRows.Known(item.Frame, options.Targets))];
        foreach (PreparingStep step in steps)
        {
            SeriesSet before = current;
            int index = 0, at = 0;
            FittedStep next = Fit(
                step, rowSteps.Length + fitted.Count,
                options.Use == SeriesUse.Whole ? before : before.Map(item => TrainingRows.Of(item.Frame, training[learned[index++]])));
            fitted.Add(next);
            current = before.Map(item => FutureRows.WithoutTargets(next.Transform(item.Frame, item.Id), options.Targets, known[at++]));
        }

        RequireNumbers(current);
        return new Preparation(options, rowSteps, fitted, StaticScaling.Fit(series.Subset(learned), options.ExcludedStaticCovariates),
            current.ColumnNames);
    }

    private static void RequireUsable(IReadOnlyList<PreparingStep> steps, PreparationOptions options)
    {
        if (Problems(steps, options) is [{ } problem, ..])
        {
            throw new InputException(problem.Message) { Field = FieldOf(problem.Index) };
        }
    }

    /// <summary>Fits a step; what it does not take names the step's place in a recipe.</summary>
    private static FittedStep Fit(PreparingStep step, int index, SeriesSet training)
    {
        try
        {
            return step.Fit(training);
        }
        catch (InputException exception) when (exception.Field is null)
        {
            throw new InputException(exception.Message, exception) { Field = FieldOf(index) };
        }
    }

    private static string FieldOf(int step) => string.Create(CultureInfo.InvariantCulture, $"prepare.steps[{step + 1}]");

    private static string? ProblemOf(PreparingStep[] steps, int index, PreparationOptions options)
    {
        PreparingStep step = steps[index];
        if (options.Use == SeriesUse.Whole)
        {
            return !step.LearnsEachSeries ? null
                : $"Step '{step.Name}' would learn of each series of the training part apart, but those of the other parts, and any new " +
                    "one, are not among them. " +
                    $"{(step is DetrendStep ? "Use difference, or leave it out" : "Leave per-series out")}.";
        }

        return step switch
        {
            { LooksAhead: true } =>
                $"Step '{step.Name}' looks at later rows as well, which are yet to come when a forecast is made: the network would be " +
                "told the future." +
                (step.CausalAlternative is { } instead ? $" Use {instead}." : ""),
            { ChangesRows: true } when steps.Take(index).Any(before => !before.ChangesRows) =>
                $"Step '{step.Name}' changes the rows, so it comes before the steps that learn from them. Move it to the front.",
            WindowFeatureStep =>
                $"Step '{step.Name}' leaves nothing of columns but what it tells of their windows, so there is no target to forecast. " +
                "Use resample for fewer rows, or rolling for what is told of windows beside the target.",
            _ => null,
        };
    }

    /// <summary>The input columns. Future rows are dropped where no future covariates are given.</summary>
    private static SeriesSet Read(SeriesSet series, PreparationOptions options)
    {
        SeriesSet selected = series.Map(item => item.Frame.Select([.. options.Columns!]));
        return options.FutureCovariates.Count > 0
            ? selected
            : FutureRows.LeftOut(selected, [.. selected.Items.Select(item => FutureRows.Known(item.Frame, options.Targets))]);
    }

    private static ReshapedSeries Reshaped(
        IReadOnlyList<PreparingStep> rest, PreparationOptions options, FittedStep[] rowSteps, SeriesSet read, SeriesSet reshaped,
            List<string> notes)
    {
        int index = 0;
        SeriesSet finished = rowSteps.Length == 0 ? reshaped
            : reshaped.Map(item => FutureRows.WithoutUnfinished(read[index++], item.Frame, rowSteps, options.Targets));
        return new(rest, options, rowSteps, read, finished, notes);
    }

    private static SeriesSet Apply(FittedStep step, SeriesSet series, List<string> notes)
    {
        string[] told = [.. series.Items.Select(item => step.Note(item.Frame, item.Id)).OfType<string>()];
        if (told.Length > 0)
        {
            notes.Add(told[0] + (told.Length == 1 ? ""
                : string.Create(CultureInfo.InvariantCulture, $" So it is with {told.Length - 1} more series.")));
        }

        return series.Map(item => step.Transform(item.Frame, item.Id));
    }

    private static void RequireNumbers(SeriesSet series)
    {
        if (series.ColumnNames.FirstOrDefault(name => StepColumns.IsCategory(series, name)) is { } column)
        {
            string[] texts = [.. series.Items.SelectMany(item => item.Frame.Categories(column) ?? []).Take(3)];
            throw new InputException(
                $"The column '{column}' holds texts ({string.Join(", ", texts)}, …), which a network cannot take: make numbers of it " +
                    "with the step one-hot, or leave it out.")
            { Column = column };
        }
    }

    private static JsonArray Write(IReadOnlyList<FittedStep> steps) => new([.. steps.Select(step =>
    {
        JsonObject json = step.ToJson();
        json[FittedStep.NameKey] = step.Name;
        return (JsonNode)json;
    })]);

    private static FittedStep[] ReadSteps(JsonObject json, string key) =>
        [.. json.Need(key).AsArray().Select(step => FittedStep.Restore(step!.AsObject()))];

    private PreparedItem Prepare(SeriesItem item)
    {
        string[] targets = [.. Options.Targets];
        Frame frame = item.Frame.Select([.. Options.Columns!]);
        int known = FutureRows.Known(frame, targets);
        Frame raw = targets.Length == 0 ? frame : frame.Select(targets);
        List<Frame> stages = [];
        foreach (FittedStep step in Steps)
        {
            stages.Add(targets.Length == 0 ? frame : frame.Select(targets));
            frame = FutureRows.WithoutTargets(step.Transform(frame, item.Id), targets, known);
        }

        return new PreparedItem(item with { Frame = frame }, raw, stages, known);
    }
}
