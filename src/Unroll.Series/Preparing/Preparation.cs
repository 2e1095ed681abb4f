using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A fitted pipeline of steps, with scaling of static covariates and the names of the output columns. It is the same for every task, for
/// evaluation, forecasts and services; it is saved with the network and restored bit for bit. Numbers are double.
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
    private readonly StaticScaling _staticCovariates;

    private Preparation(PreparationOptions options, IReadOnlyList<FittedStep> rowSteps, IReadOnlyList<FittedStep> steps,
        StaticScaling staticCovariates, IReadOnlyList<string> columnNames)
    {
        (Options, RowSteps, Steps, _staticCovariates, ColumnNames) = (options, rowSteps, steps, staticCovariates, columnNames);
        HashSet<string> known = new(options.FutureCovariates, StringComparer.Ordinal);
        foreach (FittedStep step in rowSteps.Concat(steps))
        {
            known.UnionWith([.. step.FutureCovariates, .. known.SelectMany(step.MadeOf)]);
        }

        FutureCovariates = [.. columnNames.Where(known.Contains)];
        PastColumns = [.. columnNames.Where(name => !known.Contains(name))];
    }

    /// <summary>The default steps: all numeric columns to mean 0 and deviation 1 of the training part.</summary>
    public static IReadOnlyList<PreparingStep> DefaultSteps { get; } = [new ScaleStep()];

    /// <summary>Its use, targets and input columns.</summary>
    public PreparationOptions Options { get; }

    /// <summary>
    /// The fitted steps that change rows, which are applied before all others; none for tasks on whole series.
    /// </summary>
    public IReadOnlyList<FittedStep> RowSteps { get; }

    /// <summary>The other fitted steps, in order.</summary>
    public IReadOnlyList<FittedStep> Steps { get; }

    /// <summary>Names of all output columns, in order.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>
    /// Names of the output columns that are future covariates: given ones and what is made of them, the calendar, holidays.
    /// </summary>
    public IReadOnlyList<string> FutureCovariates { get; }

    /// <summary>Names of the output columns that are past covariates.</summary>
    public IReadOnlyList<string> PastColumns { get; }

    /// <summary>Names of the static output columns; a categorical one is one-hot encoded, <c>place=north</c>.</summary>
    public IReadOnlyList<string> StaticNames => _staticCovariates.Names;

    /// <summary>The number of codes of the output columns that steps made for embedding layers; codes count from 0.</summary>
    public IReadOnlyDictionary<string, int> VocabularySizes => Steps.OfType<IVocabularySizes>().SelectMany(step => step.Sizes)
        .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

    /// <summary>The tokens of a column and their codes, as the step <c>tokenize</c> learned them; null where none did.</summary>
    /// <param name="column">Name of the column.</param>
    public Tokenizer? TokenizerOf(string column) =>
        Steps.OfType<FittedTokenize>().Select(step => step.TokenizerOf(column)).OfType<Tokenizer>().LastOrDefault();

    /// <summary>
    /// The columns with the codes of a column's characters, in order, as the step <c>characters</c> made them; none where none did.
    /// </summary>
    /// <param name="column">Name of the column.</param>
    public IReadOnlyList<string> CharactersOf(string column) =>
        Steps.OfType<FittedCharacters>().Select(step => step.MadeOf(column)).LastOrDefault(made => made.Count > 0) ?? [];

    /// <summary>The text of each code, from 0, of the output columns that steps made of texts or categories.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> VocabularyTokens => Steps.OfType<IVocabularySizes>()
        .SelectMany(step => step.Tokens)
        .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

    /// <summary>Rows at the start of a series whose lookback is incomplete.</summary>
    public int WarmUp => (int)Math.Min(int.MaxValue, Steps.Sum(step => (long)(step.ReachBack ?? 0)));

    /// <summary>The lookback of the steps, in rows before a window; null where it may be all rows before.</summary>
    public int? ReachBack => Steps.Any(step => step.ReachBack is null) ? null : WarmUp;

    /// <summary>Rows before values that <see cref="Inverse(PreparedItem, string, int, Span{double})"/> needs; 0 for none.</summary>
    public int InverseReach => Steps.Select(step => step.InverseReach).DefaultIfEmpty().Max();

    /// <summary>The problems of steps; empty where they can be used.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="options">Use, targets and columns.</param>
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

    /// <summary>The warnings of steps; empty where there are none.</summary>
    /// <param name="steps">The steps.</param>
    public static IReadOnlyList<string> Warnings(IReadOnlyList<PreparingStep> steps) =>
        [.. steps.Select(step => step.Warning).OfType<string>()];

    /// <summary>
    /// Transforms training series by the steps that change rows. These are fitted on the intervals at the beginning of each series; all
    /// others are fitted once the training rows are known (<see cref="ReshapedSeries.Fit"/>).
    /// </summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="options">Use, targets and columns.</param>
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
            FittedStep learned = Fit(
                step, fitted.Count, reshaped.Map(item => item.Frame.Slice(0, Math.Min(RowsForIntervals, item.Frame.RowCount / 2))));
            fitted.Add(learned);
            reshaped = Apply(learned, reshaped, notes);
        }

        return Reshaped([.. used.Skip(rowSteps.Length)], options, [.. fitted], read, reshaped, notes);
    }

    /// <summary>Fits all steps on whole series: each on the output of the steps before it.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="training">The training series, used wholly.</param>
    /// <param name="options">Use, targets and columns.</param>
    /// <exception cref="InputException">The steps cannot be used so, or do not fit the series.</exception>
    public static Preparation Fit(IReadOnlyList<PreparingStep> steps, SeriesSet training, PreparationOptions options)
    {
        ReshapedSeries reshaped = Reshape(steps, training, options);
        return reshaped.Fit([.. reshaped.History.Items.Select(item => (IReadOnlyList<RowRange>)[new RowRange(0, item.Frame.RowCount)])]);
    }

    /// <summary>
    /// Transforms other series by the steps that change rows, as fitted in training: other intervals of rows change nothing.
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

    /// <summary>Transforms series by all steps that leave rows as they are, and scales their static covariates.</summary>
    /// <param name="series">
    /// The series as <see cref="Reshape(SeriesSet)"/> gives them; where no step changes rows, as they were read.
    /// </param>
    /// <exception cref="InputException">The series lack a column, or a step does not fit them.</exception>
    public PreparedSet Transform(SeriesSet series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesSet scaled = _staticCovariates.Transform(series);
        return new(series, [.. scaled.Items.Select(Prepare)], scaled.StaticNames, scaled.ClassNames);
    }

    /// <summary>Inverts the preparation of a column's values, to the unit of the file.</summary>
    /// <param name="item">The series; its rows before the first may be used.</param>
    /// <param name="column">The column, one of the targets.</param>
    /// <param name="firstRow">The row of the first value.</param>
    /// <param name="values">Values of rows that follow one another; replaced.</param>
    /// <exception cref="InputException">A step has no inverse, or there are too few rows before.</exception>
    public void Inverse(PreparedItem item, string column, int firstRow, Span<double> values) =>
        Inverse(item, column, firstRow, values, Steps.Count, 0);

    /// <summary>The fitted preparation, as it is saved with a network.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = [];
        Options.Write(json);
        json["row-steps"] = Write(RowSteps);
        json["steps"] = Write(Steps);
        json["static-covariates"] = _staticCovariates.ToJson();
        json["column-names"] = StepJson.Texts(ColumnNames);
        return json;
    }

    /// <summary>Restores a preparation from <see cref="ToJson"/>; results are the same, bit for bit.</summary>
    /// <param name="json">The saved preparation.</param>
    /// <exception cref="InputException">The saved preparation is damaged, or names a step that is not registered.</exception>
    public static Preparation FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return new(
                PreparationOptions.FromJson(json),
                ReadSteps(json, "row-steps"),
                ReadSteps(json, "steps"),
                StaticScaling.FromJson(json.Need("static-covariates").AsObject()),
                json.TextList("column-names"));
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException($"A saved preparation cannot be read ({exception.Message}): the run is damaged or from a newer " +
                "version.", exception);
        }
    }
}
