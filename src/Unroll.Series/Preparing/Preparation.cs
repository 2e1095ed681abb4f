using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// What happens to series before a network sees them: steps fitted on the training part, static columns scaled by it, and the names that
/// come out. The same for every task, for evaluation, forecasts and services; it is saved with the network and then does the same, bit for
/// bit. Numbers are double.
/// </summary>
/// <example>
/// <code>
/// PreparationOptions options = new() { Targets = ["load"] };
/// ReshapedSeries reshaped = Preparation.Reshape([new ResampleStep(new() { Every = TimeSpan.FromHours(1) }), new ScaleStep()], series,
/// options); Preparation preparation = reshaped.Fit([[new RowRange(0, 8000)]]); PreparedSet prepared =
/// preparation.Transform(reshaped.History); preparation.Inverse(prepared[0], "load", firstRow: 8000, forecast);
/// </code>
/// </example>
public sealed partial class Preparation
{
    private readonly StaticScaling _statics;

    private Preparation(PreparationOptions options, IReadOnlyList<FittedStep> rowSteps, IReadOnlyList<FittedStep> steps,
        StaticScaling statics, IReadOnlyList<string> columnNames)
    {
        (Options, RowSteps, Steps, _statics, ColumnNames) = (options, rowSteps, steps, statics, columnNames);
        HashSet<string> known = new(options.FutureCovariates, StringComparer.Ordinal);
        foreach (FittedStep step in rowSteps.Concat(steps))
        {
            known.UnionWith([.. step.KnownInAdvance, .. known.SelectMany(step.MadeOf)]);
        }

        KnownInAdvance = [.. columnNames.Where(known.Contains)];
        PastColumns = [.. columnNames.Where(name => !known.Contains(name))];
    }

    /// <summary>The steps where none are listed: all columns of numbers to mean 0 and deviation 1 of the training part.</summary>
    public static IReadOnlyList<PreparingStep> DefaultSteps { get; } = [new ScaleStep()];

    /// <summary>What it is for, and the columns that go in.</summary>
    public PreparationOptions Options { get; }

    /// <summary>
    /// The fitted steps that change rows, which series go through before all others; none where something is told of whole series.
    /// </summary>
    public IReadOnlyList<FittedStep> RowSteps { get; }

    /// <summary>The other fitted steps, in order.</summary>
    public IReadOnlyList<FittedStep> Steps { get; }

    /// <summary>Names of all columns that come out, in order.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>
    /// Names of the columns that come out and are known in advance of their row: future covariates and what is made of them, the calendar,
    /// holidays.
    /// </summary>
    public IReadOnlyList<string> KnownInAdvance { get; }

    /// <summary>Names of the columns that come out and are known of a row only once it is past.</summary>
    public IReadOnlyList<string> PastColumns { get; }

    /// <summary>Names of the static columns that come out; of a column of texts there is one for each text, <c>place=north</c>.</summary>
    public IReadOnlyList<string> StaticNames => _statics.Names;

    /// <summary>Rows at the start of a series that have no whole past to be prepared from.</summary>
    public int WarmUp => Steps.Sum(step => step.ReachBack ?? 0);

    /// <summary>Rows before a window that steps reach back to; null where all rows before may have a say.</summary>
    public int? ReachBack => Steps.Any(step => step.ReachBack is null) ? null : WarmUp;

    /// <summary>Rows before values that <see cref="Inverse"/> looks at; 0 where it looks at none.</summary>
    public int InverseReach => Steps.Select(step => step.InverseReach).DefaultIfEmpty().Max();

    /// <summary>Why steps cannot be used; empty where they can.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="options">What they are for.</param>
    public static IReadOnlyList<StepProblem> Problems(IReadOnlyList<PreparingStep> steps, PreparationOptions options)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        PreparingStep[] used = [.. steps.Select(step => step.For(options.Use))];
        List<StepProblem> problems = [];
        for (int index = 0; index < used.Length; index++)
        {
            if (ProblemOf(used, index, options) is { } what)
            {
                problems.Add(new(index, what));
            }
        }

        return problems;
    }

    /// <summary>What whoever uses steps should know; empty where there is nothing.</summary>
    /// <param name="steps">The steps.</param>
    public static IReadOnlyList<string> Warnings(IReadOnlyList<PreparingStep> steps) =>
        [.. steps.Select(step => step.Warning).OfType<string>()];

    /// <summary>
    /// Puts series to be trained with through the steps that change rows. These learn how far apart rows are, and are shown the beginning
    /// of each series for that; all others are fitted once it is known which rows are learned from (<see cref="ReshapedSeries.Fit"/>).
    /// </summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="options">What they are for, and which columns.</param>
    /// <exception cref="InputException">The steps cannot be used so, or do not fit the series.</exception>
    public static ReshapedSeries Reshape(IReadOnlyList<PreparingStep> steps, SeriesSet series, PreparationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequireUsable(steps, options);

        // Another file may have further columns, or the same in another order.
        options = options with { Columns = options.Columns ?? series.ColumnNames };
        PreparingStep[] used = [.. steps.Select(step => step.For(options.Use))];
        SeriesSet read = Read(series, options), reshaped = read;
        List<FittedStep> fitted = [];
        List<string> notes = [];
        PreparingStep[] rowSteps = options.Use == SeriesUse.Whole ? [] : [.. used.TakeWhile(step => step.ChangesRows)];
        foreach (PreparingStep step in rowSteps)
        {
            FittedStep learned = step.Fit(reshaped.Map(item => item.Frame.Slice(0, Math.Min(RowsForIntervals, item.Frame.RowCount / 2))));
            fitted.Add(learned);
            reshaped = Apply(learned, reshaped, notes);
        }

        return Reshaped([.. used.Skip(rowSteps.Length)], options, [.. fitted], read, reshaped, notes);
    }

    /// <summary>Fits all steps on whole series: each learns from what the steps before it gave.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="training">The series that are learned from, wholly.</param>
    /// <param name="options">What they are for, and which columns.</param>
    /// <exception cref="InputException">The steps cannot be used so, or do not fit the series.</exception>
    public static Preparation Fit(IReadOnlyList<PreparingStep> steps, SeriesSet training, PreparationOptions options)
    {
        ReshapedSeries reshaped = Reshape(steps, training, options);
        return reshaped.Fit([.. reshaped.History.Items.Select(item => (IReadOnlyList<RowRange>)[new RowRange(0, item.Frame.RowCount)])]);
    }

    /// <summary>
    /// Puts other series through the steps that change rows, as they learned in training: other distances of rows do not make them do
    /// something else.
    /// </summary>
    /// <param name="series">The series as they were read.</param>
    /// <exception cref="InputException">
    /// The series lack a column or stamps, or their rows are so far apart that training would have refused them.
    /// </exception>
    public ReshapedSeries Reshape(SeriesSet series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesSet read = Read(series, Options), reshaped = read;
        List<string> notes = [];
        foreach (FittedStep step in RowSteps)
        {
            step.Check(reshaped);
            reshaped = Apply(step, reshaped, notes);
        }

        return Reshaped([], Options, [.. RowSteps], read, reshaped, notes);
    }

    /// <summary>Puts series through all steps that leave rows as they are, and scales their static columns.</summary>
    /// <param name="series">
    /// The series as <see cref="Reshape(SeriesSet)"/> gives them; where no step changes rows, as they were read.
    /// </param>
    /// <exception cref="InputException">The series lack a column, or a step does not fit them.</exception>
    public PreparedSet Transform(SeriesSet series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesSet scaled = _statics.Transform(series);
        return new([.. scaled.Items.Select(Prepare)], scaled.StaticNames, scaled.ClassNames);
    }

    /// <summary>Brings values of a column from what the network sees back to the unit of the file.</summary>
    /// <param name="item">The series; its rows before the first are looked at.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="values">Values of rows that follow one another; replaced.</param>
    /// <exception cref="InputException">A step cannot be undone, or there are too few rows before.</exception>
    public void Inverse(PreparedItem item, string column, int firstRow, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(item);
        for (int i = Steps.Count - 1; i >= 0; i--)
        {
            int reach = Math.Min(firstRow, Steps[i].InverseReach);
            double[] before = new double[reach];
            if (reach > 0)
            {
                item.Stages[i].CopyColumn(column, firstRow - reach, before);
            }

            Steps[i].Inverse(item.Id, column, item.Frame.Time.Slice(firstRow - reach, reach + values.Length), before, values);
        }
    }

    /// <summary>All that was learned, as it is saved with a network.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = [];
        Options.Write(json);
        json["row-steps"] = Write(RowSteps);
        json["steps"] = Write(Steps);
        json["statics"] = _statics.ToJson();
        json["column-names"] = StepJson.Texts(ColumnNames);
        return json;
    }

    /// <summary>Makes a preparation again from what <see cref="ToJson"/> gave; it does the same, bit for bit.</summary>
    /// <param name="json">What was saved.</param>
    /// <exception cref="InputException">What was saved is damaged, or names a step that is not registered.</exception>
    public static Preparation FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return new(
                PreparationOptions.FromJson(json),
                ReadSteps(json, "row-steps"),
                ReadSteps(json, "steps"),
                StaticScaling.FromJson(json.Need("statics").AsObject()),
                json.TextList("column-names"));
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new InputException($"A saved preparation cannot be read ({exception.Message}): the run is damaged or from a newer " +
                "version.", exception);
        }
    }
}
