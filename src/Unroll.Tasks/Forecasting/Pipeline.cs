using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// What happens to a frame before a network sees it, as a recipe says: missing values, scaling learned on the training part, lags, calendar and
/// holidays. It is saved with the network, so that a forecast repeats exactly what the training did.
/// </summary>
internal sealed class Pipeline
{
    private readonly Recipe _recipe;
    private readonly FittedScaler[] _scalers;
    private readonly TimeFeature[] _features;

    private Pipeline(Recipe recipe, IEnumerable<FittedScaler> scalers, IReadOnlyList<Holiday>? holidays)
    {
        _recipe = recipe;
        _scalers = [.. scalers];
        Holidays = holidays;
        _features = [.. Features(recipe, holidays)];
    }

    /// <summary>The scaling of each column that the recipe needs.</summary>
    public IReadOnlyList<FittedScaler> Scalers => _scalers;

    /// <summary>The holidays of the recipe's own list, if it names one: they are kept, since the file may not stay where it is.</summary>
    public IReadOnlyList<Holiday>? Holidays { get; }

    /// <summary>The scaling of what is forecast.</summary>
    public Scaler Target => ScalerOf(_recipe.Data.Target);

    /// <summary>Rows before a window that its lags reach back to.</summary>
    public int ReachBack => _recipe.Prepare.Lags.SelectMany(lag => lag.Steps).DefaultIfEmpty(1).Max() - 1;

    /// <summary>Names of what is known of a row once it is past, in the order of a window's features.</summary>
    public static IReadOnlyList<string> PastNames(Recipe recipe) =>
    [
        .. PastColumns(recipe),
        .. recipe.Prepare.Lags.SelectMany(lag => lag.Steps.Select(steps => LagName(lag, steps))),
    ];

    /// <summary>Names of what is known of a row in advance.</summary>
    public static IReadOnlyList<string> KnownNames(Recipe recipe) => [.. Features(recipe, ReadHolidays(recipe)).SelectMany(feature => feature.Names)];

    /// <summary>Learns the scaling on the training part of a frame.</summary>
    public static Pipeline Fit(Recipe recipe, Frame frame, RowRange training)
    {
        string kind = recipe.Prepare.Scale switch
        {
            ScaleKind.MinMax => "min-max",
            ScaleKind.None => "none",
            _ => "standard",
        };
        Frame seen = frame.Slice(training.Start, training.Count);
        return new Pipeline(
            recipe,
            recipe.RequiredColumns.Select(column => new FittedScaler(column, Scaler.Fit(kind, seen.Column(column)))),
            ReadHolidays(recipe));
    }

    /// <summary>Takes a pipeline up again that was saved.</summary>
    public static Pipeline Restore(Recipe recipe, IEnumerable<FittedScaler> scalers, IReadOnlyList<Holiday>? holidays) =>
        new(recipe, scalers, holidays);

    /// <summary>A column as it counts: with missing values filled if the recipe says so.</summary>
    public float[] Fill(ReadOnlySpan<float> column)
    {
        float[] filled = column.ToArray();
        if (_recipe.Prepare.Missing == MissingKind.Forward)
        {
            for (int i = 1; i < filled.Length; i++)
            {
                if (float.IsNaN(filled[i]))
                {
                    filled[i] = filled[i - 1];
                }
            }
        }

        return filled;
    }

    /// <summary>The table that windows look at.</summary>
    /// <param name="frame">The frame; its missing values filled already.</param>
    public WindowTable Prepare(Frame frame)
    {
        List<KeyValuePair<string, float[]>> past = [];
        foreach (string column in PastColumns(_recipe))
        {
            past.Add(new(column, Scaled(frame, column)));
        }

        foreach (LagRecipe lag in _recipe.Prepare.Lags)
        {
            float[] scaled = Scaled(frame, lag.Column);
            past.AddRange(lag.Steps.Select(steps => KeyValuePair.Create(LagName(lag, steps), Lag(scaled, steps))));
        }

        return new WindowTable(
            frame.Time,
            past,
            [.. _features.SelectMany(feature => feature.Columns(frame.Time.AsSpan()))],
            Scaled(frame, _recipe.Data.Target),
            _recipe.Data.Target);
    }

    /// <summary>The frame with all columns that the recipe needs, missing values filled if the recipe says so.</summary>
    public Frame Select(Frame frame)
    {
        Frame needed = frame.Select([.. _recipe.RequiredColumns]);
        foreach (string column in _recipe.RequiredColumns)
        {
            needed = needed.With(column, Fill(frame.Column(column)));
        }

        return needed;
    }

    private static IEnumerable<string> PastColumns(Recipe recipe) => recipe.Data.Columns.Prepend(recipe.Data.Target).Distinct();

    private static string LagName(LagRecipe lag, int steps) => string.Create(CultureInfo.InvariantCulture, $"{lag.Column}-lag-{steps}");

    /// <summary>Counted from the next row, the one to be forecast: a lag of 1 is the row itself.</summary>
    private static float[] Lag(float[] column, int steps) => steps == 1 ? column : Lags.Shift(column, steps - 1);

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
                ? HolidayCalendar.FromName(holidays.Country ?? "", (float?)holidays.Regional)
                : new HolidayList(holidays.File ?? "", list);
            yield return new HolidayFeature(calendar, holidays.Around, holidays.YearEnd);
        }
    }

    private float[] Scaled(Frame frame, string column)
    {
        float[] values = new float[frame.RowCount];
        ScalerOf(column).Transform(frame.Column(column), values);
        return values;
    }

    private Scaler ScalerOf(string column) => _scalers.First(scaler => scaler.Column == column).Scaler;
}
