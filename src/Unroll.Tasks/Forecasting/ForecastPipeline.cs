using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Statics;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// What happens to series before a network sees them, as a recipe says: steps fitted on the training part, lags, calendar and holidays. It is
/// saved with the network, so that a forecast repeats exactly what the training did.
/// </summary>
internal sealed class ForecastPipeline
{
    private const int RowsForIntervals = 1000;

    private readonly Recipe _recipe;
    private readonly TimeFeature[] _features;

    private ForecastPipeline(
        Recipe recipe, IReadOnlyList<FittedStep> rowSteps, IReadOnlyList<FittedStep> steps, StaticScaling statics, IReadOnlyList<Holiday>? holidays)
    {
        _recipe = recipe;
        RowSteps = rowSteps;
        Steps = steps;
        Statics = statics;
        Holidays = holidays;
        _features = [.. Features(recipe, holidays)];
    }

    /// <summary>The fitted steps that change rows, in order: series go through them before all others.</summary>
    public IReadOnlyList<FittedStep> RowSteps { get; }

    /// <summary>The fitted steps that leave rows as they are, in order.</summary>
    public IReadOnlyList<FittedStep> Steps { get; }

    /// <summary>Scaling of the static columns.</summary>
    public StaticScaling Statics { get; }

    /// <summary>The holidays of the recipe's own list, if it names one: they are kept, since the file may not stay where it is.</summary>
    public IReadOnlyList<Holiday>? Holidays { get; }

    /// <summary>Rows before a window that steps and lags reach back to; null where all rows before may have a say.</summary>
    public int? ReachBack => Steps.Any(step => step.ReachBack is null) ? null : WarmUp;

    /// <summary>Rows at the start of a series that have no whole past to be prepared from.</summary>
    public int WarmUp => Steps.Sum(step => step.ReachBack ?? 0) + _recipe.Prepare.Lags.SelectMany(lag => lag.Steps).DefaultIfEmpty(1).Max() - 1;

    /// <summary>
    /// Puts series to be trained with through the steps that change rows, keeps the columns that the recipe needs, and tells what the steps learned.
    /// They learn how far apart rows are, and are shown the beginning of each series for that.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="steps">The fitted steps.</param>
    /// <param name="notes">Takes what the steps have to tell of the series; null where nobody wants to know.</param>
    public static SeriesSet Reshape(Recipe recipe, SeriesSet series, out IReadOnlyList<FittedStep> steps, List<string>? notes = null)
    {
        List<FittedStep> learned = [];
        steps = learned;
        return Reshape(recipe, series, (_, fitted) => fitted, learned, notes);
    }

    /// <summary>
    /// Puts other series through the steps that change rows as they learned in training, so that other distances of rows do not make them do
    /// something else.
    /// </summary>
    /// <param name="series">The series as they were read.</param>
    /// <param name="notes">Takes what the steps have to tell of the series; null where nobody wants to know.</param>
    /// <exception cref="InputException">The series lack a column or stamps, or their rows are so far apart that training would have refused them.</exception>
    public SeriesSet Reshape(SeriesSet series, List<string>? notes = null) =>
        // What a step would learn of these series does not count, but what it cannot work with is refused as in training.
        Reshape(_recipe, series, (index, _) => RowSteps[index], [], notes);

    private static SeriesSet Reshape(
        Recipe recipe, SeriesSet series, Func<int, FittedStep, FittedStep> choose, List<FittedStep> steps, List<string>? notes)
    {
        SeriesSet selected = series.Map(item => item.Frame.Select([.. recipe.RequiredColumns])), reshaped = selected;
        foreach (PreparingStep step in RowStepsOf(recipe))
        {
            SeriesSet beginnings = reshaped.Map(item => item.Frame.Slice(0, Math.Min(RowsForIntervals, item.Frame.RowCount / 2)));
            FittedStep fitted = choose(steps.Count, step.Fit(beginnings));
            AddNotes(fitted, reshaped, notes);
            reshaped = Map(reshaped, fitted);
            steps.Add(fitted);
        }

        return recipe.Data.Known.Count == 0 || steps.Count == 0 ? reshaped : UnfinishedTargets.LeftOut(recipe, selected, reshaped, steps);
    }

    /// <summary>What a step has to tell: of many series of the first, and of how many more.</summary>
    private static void AddNotes(FittedStep step, SeriesSet series, List<string>? notes)
    {
        string[] told = notes is null ? [] : [.. series.Items.Select(item => step.Note(item.Frame, item.Id)).OfType<string>()];
        if (told.Length > 0)
        {
            notes!.Add(told[0] + (told.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" So it is with {told.Length - 1} more series.")));
        }
    }

    /// <summary>
    /// Series without the rows at their end that have what is known in advance, but no target: they are yet to be forecast, and there is nothing in
    /// them to learn from or to be held against. A series without any target is left as it is.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series, reshaped.</param>
    public static SeriesSet WithoutRowsAhead(Recipe recipe, SeriesSet series) => recipe.Data.Known.Count == 0
        ? series
        : series.Map(item => KnownRows(recipe, item.Frame) is var rows and > 0 ? item.Frame.Slice(0, rows) : item.Frame);

    /// <summary>Rows up to the last one that has any target.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="frame">A reshaped series.</param>
    public static int KnownRows(Recipe recipe, Frame frame) =>
        recipe.Data.Targets.Max(target => frame.Column(target).LastIndexOfAnyExcept(double.NaN) + 1);

    /// <summary>Fits the steps on the training rows of series, and on nothing else.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series, reshaped.</param>
    /// <param name="rowSteps">The steps that reshaped them.</param>
    /// <param name="parts">Which rows of each are learned from.</param>
    public static ForecastPipeline Fit(Recipe recipe, SeriesSet series, IReadOnlyList<FittedStep> rowSteps, IReadOnlyList<SeriesParts> parts)
    {
        // A step that does not look ahead gives for the training rows the same whether the later ones are there or not; so whole series are
        // put through, and the next step is again shown the training rows alone.
        int[] learned = [.. Enumerable.Range(0, series.Count).Where(index => parts[index].Training.Count > 0)];
        List<FittedStep> steps = [];
        SeriesSet current = series;
        foreach (PreparingStep step in ColumnSteps(recipe))
        {
            SeriesSet before = current;
            FittedStep fitted = step.Fit(new SeriesSet(
                [.. learned.Select(index => before[index] with { Frame = parts[index].TrainingRows(before[index].Frame) })], before.StaticNames, before.ClassNames));
            steps.Add(fitted);
            current = Map(before, fitted);
        }

        StaticScaling statics = StaticScaling.Fit(series.Subset(learned), recipe.Split.By == SplitKind.Group ? recipe.Split.Group : null);
        return new ForecastPipeline(recipe, rowSteps, steps, statics, ReadHolidays(recipe));
    }

    /// <summary>Takes a pipeline up again that was saved; null where the recipe has not the steps that change rows.</summary>
    public static ForecastPipeline? Restore(Recipe recipe, ForecasterState state) =>
        RowStepsOf(recipe).Select(step => step.Name).SequenceEqual(state.RowSteps.Select(step => step.Name))
            ? new(recipe, state.RowSteps, state.Steps, state.Statics, state.Holidays)
            : null;

    /// <summary>Puts reshaped series through everything.</summary>
    /// <param name="series">The series.</param>
    public IReadOnlyList<PreparedSeries> Prepare(SeriesSet series) => [.. Statics.Transform(series).Items.Select(Prepare)];

    private PreparedSeries Prepare(SeriesItem item)
    {
        string[] targets = [.. _recipe.Data.Targets];
        Frame frame = item.Frame.Select([.. _recipe.RequiredColumns]);
        Frame raw = frame;
        List<Frame> stages = [];
        foreach (FittedStep step in Steps)
        {
            stages.Add(frame.Select(targets));
            frame = step.Transform(frame, item.Id);
        }

        foreach (LagRecipe lag in _recipe.Prepare.Lags)
        {
            foreach (int steps in lag.Steps)
            {
                frame = Add(frame, LagName(lag, steps), Lag(frame.Column(lag.Column), steps));
            }
        }

        foreach (TimeFeature feature in _features)
        {
            if (frame.Time.IsNumbered)
            {
                throw new InputException("Calendar and holidays need rows with dates, but the rows are numbered: name the column with the dates in data.time, or leave prepare.calendar and prepare.holidays out.");
            }

            foreach ((string name, double[] values) in feature.Columns(frame.Time))
            {
                frame = Add(frame, name, values);
            }
        }

        return new PreparedSeries(item.Id, raw.Select(targets), stages, frame, item.Statics);
    }

    /// <summary>Which columns of a prepared series windows are made of.</summary>
    /// <param name="prepared">The series.</param>
    public WindowColumns ColumnsOf(PreparedSeries prepared)
    {
        string[] calendar = [.. _features.SelectMany(feature => feature.Names)];
        HashSet<string> known = new(_recipe.Data.Known.Concat(calendar), StringComparer.Ordinal);
        foreach (FittedStep step in Steps)
        {
            known.UnionWith([.. step.KnownInAdvance, .. known.SelectMany(step.MadeOf)]);
        }

        // Columns that lags are made of, and nothing else is.
        HashSet<string> lagged = new(_recipe.Prepare.Lags.Select(lag => lag.Column).Except(_recipe.Data.Targets).Except(_recipe.Data.Columns), StringComparer.Ordinal);
        IEnumerable<string> names = prepared.Frame.ColumnNames;
        string[] past = [.. names.Where(name => !known.Contains(name) && !lagged.Contains(name))];
        string[] ahead = [.. names.Where(known.Contains)];
        RequireNumbers(prepared.Frame, past.Concat(ahead));
        return new WindowColumns(past, ahead, _recipe.Data.Targets, Statics.Names);
    }

    /// <summary>Brings values of a target from what the network sees back to the unit of the series.</summary>
    /// <param name="series">The series; its rows before <paramref name="first"/> are looked at.</param>
    /// <param name="target">The target.</param>
    /// <param name="first">The row of the first value.</param>
    /// <param name="values">The values of rows that follow one another; replaced.</param>
    public void Inverse(PreparedSeries series, string target, int first, Span<double> values)
    {
        for (int i = Steps.Count - 1; i >= 0; i--)
        {
            int reach = Math.Min(first, Steps[i].InverseReach);
            double[] before = reach == 0 ? [] : new double[reach];
            series.Stages[i].CopyColumn(target, first - reach, before);
            Steps[i].Inverse(series.Id, target, series.Frame.Time.Slice(first - reach, reach + values.Length), before, values);
        }
    }

    private static SeriesSet Map(SeriesSet series, FittedStep step) => series.Map(item => step.Transform(item.Frame, item.Id));

    private static IEnumerable<PreparingStep> RowStepsOf(Recipe recipe) => recipe.Prepare.Steps.Where(step => step.ChangesRows);

    private static IEnumerable<PreparingStep> ColumnSteps(Recipe recipe)
    {
        PrepareRecipe prepare = recipe.Prepare;
        if (prepare.Steps.Count > 0)
        {
            return prepare.Steps.Where(step => !step.ChangesRows);
        }

        List<PreparingStep> steps = [];
        if (prepare.Missing == MissingKind.Forward)
        {
            steps.Add(new ImputeStep(new ImputeOptions { Method = ImputeMethod.Forward, Leading = LeadingGap.Keep }));
        }

        if (prepare.Scale != ScaleKind.None)
        {
            steps.Add(new ScaleStep(new ScaleOptions { Method = prepare.Scale == ScaleKind.MinMax ? ScaleMethod.MinMax : ScaleMethod.Standard }));
        }

        return steps;
    }

    private static Frame Add(Frame frame, string name, double[] values) => frame.HasColumn(name)
        ? throw new InputException($"The recipe makes a column '{name}', but the data have one of that name: rename it there.")
        : frame.With(name, values);

    private static void RequireNumbers(Frame frame, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => frame.Categories(name) is not null) is { } texts)
        {
            throw new InputException(
                $"The column '{texts}' holds texts ({string.Join(", ", frame.Categories(texts)!.Take(3))}, …), which a network cannot take: make numbers of it with the step one-hot, or leave it out.");
        }
    }

    private static string LagName(LagRecipe lag, int steps) => string.Create(CultureInfo.InvariantCulture, $"{lag.Column}-lag-{steps}");

    /// <summary>Counted from the next row, the one to be forecast: a lag of 1 is the row itself.</summary>
    private static double[] Lag(ReadOnlySpan<double> column, int steps) => steps == 1 ? column.ToArray() : Lags.Shift(column, steps - 1);

    private static IReadOnlyList<Holiday>? ReadHolidays(Recipe recipe) =>
        recipe.Prepare.Holidays?.File is { } file ? HolidayList.Read(Path.Combine(recipe.Folder, file)).All : null;

    private static IEnumerable<TimeFeature> Features(Recipe recipe, IReadOnlyList<Holiday>? list)
    {
        foreach (CalendarRecipe calendar in recipe.Prepare.Calendar)
        {
            yield return calendar.Encoding == CalendarEncodingKind.OneHot
                ? CalendarFeature.OneHot(calendar.Unit)
                : CalendarFeature.Cyclic(calendar.Unit, calendar.Harmonics);
        }

        if (recipe.Prepare.Holidays is { } holidays)
        {
            HolidayCalendar calendar = list is null
                ? HolidayCalendar.FromName(holidays.Country ?? "", (double?)holidays.Regional)
                : new HolidayList(holidays.File ?? "", list);
            yield return new HolidayFeature(calendar, holidays.Around, holidays.YearEnd);
        }
    }
}
