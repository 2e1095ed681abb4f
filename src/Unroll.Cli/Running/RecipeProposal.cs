using System.Text.RegularExpressions;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Cli.Running;

/// <summary>A recipe to start from, by what a file is like: a classification where series have classes, else a forecast.</summary>
internal sealed partial class RecipeProposal
{
    private const int FewestRows = 24;
    private const int FewestSeriesOfAClass = 5;
    private const double MostMissing = 0.5;
    private const int MostTexts = 10;

    private readonly InspectedFile _file;
    private readonly SeriesProfile _profile;
    private readonly ColumnProfile? _target;

    private RecipeProposal(InspectedFile file, string? target)
    {
        _file = file;
        _profile = file.Profile;
        _target = target is null ? Choose(_profile.Columns) : Find(target);
        Obstacle = FindObstacle();
    }

    /// <summary>Why none can be proposed; null where one can.</summary>
    internal string? Obstacle { get; }

    /// <summary>The column to be forecast; null where the series are to be classified.</summary>
    internal string? Target => IsClassification ? null : _target?.Name;

    /// <summary>Name of the run.</summary>
    internal string Name
    {
        get
        {
            string name = NotInNames().Replace(Path.GetFileNameWithoutExtension(_file.Path).ToLowerInvariant(), "-").Trim('-');
            return name.Length > 0 ? name : "series";
        }
    }

    private bool IsClassification => _profile.Classes.Count > 1;

    /// <summary>Proposes a recipe.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The column to be forecast; null to choose one.</param>
    /// <exception cref="InputException">There is no such column, or it has no numbers.</exception>
    internal static RecipeProposal For(InspectedFile file, string? target) => new(file, target);

    /// <summary>Whether a column can be put into a network as it is.</summary>
    internal static bool IsInput(ColumnProfile column) => column.Kind is ColumnKind.Number or ColumnKind.Integer or ColumnKind.Code;

    /// <summary>The recipe.</summary>
    /// <param name="folder">The folder that it will be in, which the path of the file is relative to.</param>
    internal string Text(string folder)
    {
        YamlWriter yaml = new();
        TimeProfile time = _profile.Time;
        string series = _profile.SeriesCount > 1 ? FormattableString.Invariant($"{_profile.SeriesCount:N0} series, ") : "";
        string span = time is { First: { } first, Last: { } last } ? $", {TimeIndex.ToText(first, time.Zone)} to {TimeIndex.ToText(last, time.Zone)}" : "";
        yaml.Line($"# Proposed by \"unroll inspect\": {series}{_profile.Rows:N0} rows, {time.Rhythm}{span}.");
        yaml.Pair("name", Name);
        if (!IsClassification)
        {
            return ForecastProposal.Text(yaml.ToString(), _file, _target!, folder);
        }

        ClassificationProposal.Write(yaml, _file, folder);
        return yaml.ToString();
    }

    /// <summary>The keys of the data section that say how the file is read.</summary>
    internal static void WriteSource(YamlWriter yaml, InspectedFile file, string folder)
    {
        yaml.Pair("  file", PathFrom(folder, file.Path));
        if (file.Format.TimeColumn is { } column)
        {
            yaml.Pair("  time", column);
        }

        foreach ((string key, string value) in file.Format.Given)
        {
            // A number of lines is a number, which stands without quotes.
            yaml.Line($"  {key}: {(key == "skip-lines" ? value : YamlWriter.Scalar(value))}");
        }

        string[] statics = [.. Statics(file).Select(value => YamlWriter.Scalar(value.Name))];
        if (statics.Length > 0)
        {
            yaml.Line($"  statics: [{string.Join(", ", statics)}]");
        }

        if (file.IsSorted)
        {
            yaml.Line("  sort: true");
        }

        if (file.Duplicates > 0)
        {
            yaml.Line("  repeats: mean");
        }
    }

    /// <summary>Columns that a recipe takes for what does not change over a series: those of a table in which a column tells series apart.</summary>
    internal static IEnumerable<ColumnProfile> Statics(InspectedFile file) =>
        file.Format.IdColumn is null || file.Format.Given.Any(pair => pair.Key == "variable")
            ? []
            : file.Profile.Columns.Where(column => column.IsStatic && (IsInput(column) || column is { Kind: ColumnKind.Category, CategoryCount: <= MostTexts }));

    /// <summary>A path as a recipe in a folder names it.</summary>
    internal static string PathFrom(string folder, string path)
    {
        string relative = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path));
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private string? FindObstacle()
    {
        if (IsClassification)
        {
            if (!_profile.Columns.Any(column => IsInput(column) && !column.IsStatic))
            {
                return "no column has numbers that vary";
            }

            ClassCount rarest = _profile.Classes.MinBy(count => count.Count)!;
            return rarest.Count >= FewestSeriesOfAClass
                ? null
                : FormattableString.Invariant($"there are only {rarest.Count} series of the class {rarest.Name} (at least {FewestSeriesOfAClass} are needed)");
        }

        if (_file.IsImages)
        {
            return "the classes of the images are in another file: name it as data.labels in a recipe with task: classify";
        }

        string rows = _profile.SeriesCount > 1 ? $"{_profile.ShortestLength} rows of the shortest series" : $"{_profile.Rows} rows";
        return _target is null ? "no column has numbers that vary"
            : EmptyPart() is { } part ? $"{_target.Name} has no values in {part}: name another --target"
            : _profile.ShortestLength < FewestRows ? FormattableString.Invariant($"{rows} are too few to learn from (at least {FewestRows})")
            : null;
    }

    /// <summary>A part of the proposed split in which the target has no values at all; null where there is none.</summary>
    private string? EmptyPart()
    {
        if (_target is not { Missing: > 0 })
        {
            return null;
        }

        bool[] isKnown = new bool[3];
        Span<double> block = stackalloc double[1024];
        foreach (Frame frame in _file.Set.Items.Select(item => item.Frame))
        {
            for (int start = 0; start < frame.RowCount; start += block.Length)
            {
                Span<double> values = block[..Math.Min(block.Length, frame.RowCount - start)];
                frame.CopyColumn(_target.Name, start, values);
                for (int i = 0; i < values.Length; i++)
                {
                    double at = (start + i) / (double)frame.RowCount;
                    isKnown[at < 0.7 ? 0 : at < 0.85 ? 1 : 2] |= !double.IsNaN(values[i]);
                }
            }
        }

        int empty = Array.IndexOf(isKnown, false);
        return empty < 0 ? null : ((string[])["the first 70 % of the rows, which are learned from", "the rows that training is watched on", "the last 15 % of the rows, which are tested on"])[empty];
    }

    private ColumnProfile Find(string name)
    {
        ColumnProfile column = _profile.Columns.FirstOrDefault(columnProfile => columnProfile.Name == name)
            ?? throw new InputException($"--target names '{name}', but the columns are: {string.Join(", ", _profile.Columns.Select(columnProfile => columnProfile.Name))}.");
        return column.Kind is not (ColumnKind.Category or ColumnKind.Empty)
            ? column
            : throw new InputException($"--target names '{name}', which has {(column.Kind == ColumnKind.Empty ? "no values" : "texts")}: name a column of numbers.");
    }

    /// <summary>The first column of numbers that is there most of the time, and is no counter where another is none.</summary>
    private static ColumnProfile? Choose(IReadOnlyList<ColumnProfile> columns) =>
        columns.Where(column => IsInput(column) && !column.IsStatic).OrderBy(column => (column.Kind == ColumnKind.Code ? 4 : 0) + (column.MissingShare > MostMissing ? 2 : 0) + (column.NeverFalls ? 1 : 0)).FirstOrDefault();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
