using System.Text.Json.Nodes;
using Unroll.Analysis.Characteristics;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A file with all that was found out about it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">How it is written, in a few words.</param>
/// <param name="Set">What is in it.</param>
/// <param name="Profile">What that is like.</param>
public sealed record InspectedFile(string Path, InspectedFormat Format, SeriesSet Set, SeriesProfile Profile)
{
    private const int MostCourses = 20;
    private const int MostPanelCourses = 4;

    private readonly Dictionary<ColumnProfile, ColumnCourse?> _courses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ColumnProfile, PanelCourse?> _panelCourses = new(ReferenceEqualityComparer.Instance);
    private SeriesCharacteristics? _characteristics;

    /// <summary>The seasons and outliers of what is in it, beside the profile.</summary>
    public SeriesCharacteristics Characteristics => _characteristics is { } known && ReferenceEquals(known.Profile, Profile)
        ? known : _characteristics = SeriesCharacteristics.Of(Set, Profile);

    /// <summary>The columns whose trend and changes are looked for: the first ones with numbers, none where series have classes.</summary>
    public IReadOnlyList<ColumnProfile> CoursedColumns => Set.Count == 0 || Profile.Time is null || Profile.Classes.Count > 0 ? []
        :
        [
            .. Profile.Columns.Where(IsNumber)
                .Take(Set.Count == 1 ? MostCourses : MostPanelCourses),
        ];

    /// <summary>
    /// The trend and the changes of a column of a single series, computed once; null of several series, and of a column that is not among
    /// <see cref="CoursedColumns"/> or has too few values.
    /// </summary>
    /// <param name="column">Its profile, as it stands in <see cref="Profile"/>.</param>
    public ColumnCourse? CourseOf(ColumnProfile column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Set.Count != 1 || !CoursedColumns.Contains(column))
        {
            return null;
        }

        if (!_courses.TryGetValue(column, out ColumnCourse? course))
        {
            double[] values = new double[Set[0].Frame.RowCount];
            Set[0].Frame.CopyColumn(column.Name, 0, values);
            _courses[column] = course = ColumnCourse.Of(values, Set[0].Frame.Time, SeasonsOf(column));
        }

        return course;
    }

    /// <summary>
    /// The trends and the changes of a column of several series, computed once, also of one that is not among
    /// <see cref="CoursedColumns"/>; null of a single series, of series with classes, and of a column without numbers or with too few.
    /// </summary>
    /// <param name="column">Its profile, as it stands in <see cref="Profile"/>.</param>
    public PanelCourse? PanelCourseOf(ColumnProfile column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Set.Count < 2 || CoursedColumns.Count == 0 || !IsNumber(column))
        {
            return null;
        }

        if (!_panelCourses.TryGetValue(column, out PanelCourse? course))
        {
            _panelCourses[column] = course = PanelCourse.Of(Set, column.Name, SeasonsOf(column));
        }

        return course;
    }

    private static bool IsNumber(ColumnProfile column) => column.Kind is ColumnKind.Number or ColumnKind.Integer
        && !column.IsStatic && column.Counter is not { NumbersRows: true };

    private int[] SeasonsOf(ColumnProfile column) => [.. Characteristics.Of(column).Seasons.Select(season => season.Period)];

    /// <summary>Whether each row of the table is a series.</summary>
    internal bool HasSeriesInRows { get; init; }

    /// <summary>Whether each row of the table may be a series, though that is not certain.</summary>
    internal bool MayHaveSeriesInRows { get; init; }

    /// <summary>Whether rows had to be put in the order of time.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Rows that were put together with another one of the same stamp.</summary>
    public long DuplicateTimestamps { get; init; }

    /// <summary>A column that may tell series apart where rows had to be put right; else null.</summary>
    public string? MayTellApart { get; init; }

    /// <summary>A zone in whose local times the rows are in order, where they are not as they stand; else null.</summary>
    public string? ClockZone { get; init; }

    /// <summary>Numbers that were read as missing, with their columns, since they seem to stand for that.</summary>
    public IReadOnlyList<(string Column, Sentinel Sentinel)> Sentinels { get; init; } = [];

    /// <summary>Whether the series are images, whose classes are in a file of their own.</summary>
    public bool IsImages { get; init; }

    /// <summary>The format of a package of its own, such as sound; null where the library reads it.</summary>
    public FileFormat? Registered { get; init; }

    /// <summary>Reads and describes a file of series, of any format that is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of it; null for what is found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static InspectedFile Read(string path, CsvFrameOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return InspectedFileReader.Read(path, options ?? new CsvFrameOptions(), cancellationToken);
    }

    /// <summary>The file as recipes are proposed for it.</summary>
    public ProposalSource ToSource()
    {
        JsonObject given = Format.TimeColumn is { } column ? new JsonObject { ["time"] = column } : [];
        foreach ((string key, JsonNode value) in Format.Given)
        {
            given[key] = value.DeepClone();
        }

        if (IsSorted)
        {
            given["sort"] = true;
        }

        return new ProposalSource(
            Path, DataRecipe.Section.Read(new JsonConfiguration(given, "The file's format")), Set, Profile)
        {
            Characteristics = Characteristics,
            IsImages = IsImages,
            Format = Registered,
            Notes = [.. ReadingFindings.Select(finding => finding.Text)],
        };
    }

    /// <summary>The findings, the most important first.</summary>
    public IReadOnlyList<Finding> Findings => FindingsFor(null);

    /// <summary>
    /// The findings where a column is to be forecast, among them the columns that would give it away; the most important first.
    /// </summary>
    /// <param name="target">The column; null for none, where the classes of series are given away.</param>
    public IReadOnlyList<Finding> FindingsFor(string? target) => [
        .. ReadingFindings,
        .. AliasFindings.Of(Set, target),
        .. Format.Notes.Select(note => new Finding(null, char.ToLowerInvariant(note[0]) + note[1..].TrimEnd('.'))),
        .. CharacteristicFindings.Of(Characteristics)];

    /// <summary>The treatment of duplicate timestamps, as recipes name it.</summary>
    private string Duplicates => Format.Given.First(given => given.Key == "duplicate-timestamps").Value.GetValue<string>();

    private string Kept => Duplicates == "mean" ? "their means are" : $"the {Duplicates} one is";

    /// <summary>The findings about how the file was read.</summary>
    private List<Finding> ReadingFindings
    {
        get
        {
            List<Finding> findings = [];
            if (HasSeriesInRows)
            {
                findings.Add(new(null, "the table is wide, each row is a series: read so here (data.orient: series-in-rows)"));
            }

            if (MayHaveSeriesInRows)
            {
                findings.Add(new(null,
                    "the table is wide: if each row is a series, its columns being times, --orient series-in-rows turns it (data.orient)"));
            }

            if (IsSorted)
            {
                findings.Add(new(null, "rows are not in the order of time: sort them (data.sort: true)"));
            }

            if (DuplicateTimestamps > 0)
            {
                string rows = CountFormatter.Format(DuplicateTimestamps, "rows") + (DuplicateTimestamps == 1 ? " repeats" : " repeat");
                findings.Add(new(null, $"{rows} the stamp of another: {Kept} shown here (data.duplicate-timestamps: {Duplicates})"));
            }

            if (ClockZone is { } zone)
            {
                findings.Add(
                    new(null,
                        $"only the hour that comes twice in autumn is out of order: if stamps are local times, as of {zone}, --time-zone "
                        + $"{zone} tells the two hours apart"));
            }

            if (MayTellApart is { } column)
            {
                findings.Add(new(column, $"if {column} tells series apart, rows may be right as they are: --id {column} shows"));
            }

            foreach ((string name, Sentinel sentinel) in Sentinels)
            {
                string rows = CountFormatter.Format(sentinel.Count, "rows");
                findings.Add(new(name, FormattableString.Invariant(
                    $"{name} is {sentinel.Value} in {rows}, far from all others: read as missing here (data.missing: {sentinel.Value})")));
            }

            return findings;
        }
    }
}
