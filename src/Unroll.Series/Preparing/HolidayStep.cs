using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that adds the weights of holidays on and around the day of each row, in local time, as future covariates. The list is saved with
/// the run; of a custom calendar, the holidays from a year before the training part until 50 years after it.
/// </summary>
public sealed class HolidayStep : PreparingStep
{
    private const string StepName = "holidays";
    private const int MostAround = 31;

    private static readonly Setting<HolidayStep, string> _country =
        new("country", Kind.OneOf(CountryKind.Germany), step => (step.File is null ? CountryKind.NameOf(step.Calendar!) : null)!,
            "A calendar that is built in; or file.");
    private static readonly Setting<HolidayStep, string> _file =
        new("file", Kind.Text, step => step.File!,
            "A CSV file with the columns date, name and weight, relative to the recipe; or country.");
    private static readonly Setting<HolidayStep, double?> _regional = new(
        "regional",
        new RegionalKind(),
        step => step is { File: null, Calendar: GermanHolidays german } ? german.RegionalWeight : null,
        "Weight of holidays that only some regions keep: by the share of the population, or one for all.")
    {
        DefaultNote = "`population`",
    };
    private static readonly Setting<HolidayStep, int> _around =
        new("around", Kind.Integer(0, MostAround), step => step.Around, "Days before and after that have a column of their own.")
        {
            DefaultValue = 1,
        };
    private static readonly Setting<HolidayStep, bool> _yearEnd =
        new("year-end", Kind.Flag, step => step.YearEnd, "Whether three columns tell of the turn of the year.");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(HolidayStep),
        "Adds the weights of holidays on and around the day of each row.",
        [_country, _file, _regional, _around, _yearEnd],
        Create,
        json => ((HolidayStep)json.Step()).With(json.Need("holidays").AsObject()))
    {
        Shorthand = _country,
        Example = "holidays: germany",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="calendar">The holidays.</param>
    /// <param name="around">Days before and after that have a column of their own, from 0 to 31.</param>
    /// <param name="yearEnd">Whether three columns describe the turn of the year: see <see cref="HolidayFeature"/>.</param>
    /// <exception cref="InputException"><paramref name="around"/> is not from 0 to 31.</exception>
    public HolidayStep(HolidayCalendar calendar, int around = 1, bool yearEnd = false)
        : this(around, yearEnd)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        Calendar = calendar;
    }

    private HolidayStep(int around, bool yearEnd)
    {
        Around = around is >= 0 and <= MostAround ? around
            : throw new InputException($"Step '{StepName}' got {around} days around a holiday: give 0 to {MostAround}.");
        YearEnd = yearEnd;
    }

    /// <summary>The holidays; null where they are in a file that is yet to be read (<see cref="Resolve"/>).</summary>
    public HolidayCalendar? Calendar { get; private init; }

    /// <summary>The file that the holidays are read from; null where there is none.</summary>
    public string? File { get; private init; }

    /// <summary>Days before and after that have a column of their own.</summary>
    public int Around { get; }

    /// <summary>Whether three columns describe the turn of the year.</summary>
    public bool YearEnd { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <summary>Creates the step of a file, which is read by <see cref="Resolve"/>, or when the step is fitted.</summary>
    /// <param name="file">
    /// A CSV file as <see cref="HolidayList.Read"/> reads it; relative to the folder that <see cref="Resolve"/> is given.
    /// </param>
    /// <param name="around">Days before and after that have a column of their own, from 0 to 31.</param>
    /// <param name="yearEnd">Whether three columns describe the turn of the year.</param>
    /// <exception cref="InputException"><paramref name="around"/> is not from 0 to 31.</exception>
    public static HolidayStep FromFile(string file, int around = 1, bool yearEnd = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new HolidayStep(around, yearEnd) { File = file };
    }

    /// <inheritdoc/>
    public override PreparingStep Resolve(string folder) =>
        File is null ? this : new HolidayStep(Around, YearEnd) { File = File, Calendar = HolidayList.Read(Path.Combine(folder, File)) };

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        HolidayCalendar calendar = Calendar ?? HolidayList.Read(File!);
        return With(SavedHolidays.ToJson(calendar, training)).Checked(training);
    }

    /// <summary>The columns with saved holidays; a step that is restored needs no file, whatever its name.</summary>
    private FittedTimeFeature With(JsonObject holidays) => new(
        FromFile(File ?? Calendar?.Name ?? StepName, Around, YearEnd),
        new HolidayFeature(SavedHolidays.FromJson(holidays), Around, YearEnd), new() { ["holidays"] = holidays.DeepClone() });

    private static HolidayStep Create(SettingValues values)
    {
        (string? country, string? file) = (values.Get(_country), values.Get(_file));
        if ((country is null) == (file is null))
        {
            throw new InputException("give either country: germany or file: holidays.csv.");
        }

        if (file is not null && values.IsGiven(_regional))
        {
            throw new InputException("a file gives each holiday its own weight. Remove regional.");
        }

        return file is null
            ? new HolidayStep(HolidayCalendar.FromName(country!, values.Get(_regional)), values.Get(_around), values.Get(_yearEnd))
            : FromFile(file, values.Get(_around), values.Get(_yearEnd));
    }
}
