using System.Text.RegularExpressions;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A recipe to start from, by the profile of a file: a classification where series have classes, else a forecast.</summary>
public sealed partial class RecipeProposal
{
    private const int FewestRows = 24;
    private const int FewestSeriesOfAClass = 5;
    private const double MostMissing = 0.5;
    private const int MostTexts = 10;

    // As in the data sets that tutorials use; Darts and Prophet call it y, the ETT sets OT.
    private static readonly string[] _targetNames =
        ["target", "y", "value", "cnt", "count", "sales", "demand", "load", "ot", "consumption", "close", "passengers",
            "price", "usage", "revenue", "verbrauch", "umsatz"];

    private readonly ProposalSource _file;
    private readonly SeriesProfile _profile;
    private readonly ColumnProfile? _target;
    private readonly int _horizon;
    private readonly string? _testFile;
    private readonly bool _isGuess;
    private readonly CancellationToken _stop;

    private RecipeProposal(ProposalSource file, string? target, int? horizon, CancellationToken cancellationToken)
    {
        (_stop, _isGuess) = (cancellationToken, target is null);
        _file = file;
        _profile = file.Profile;
        _target = target is null ? Choose(_profile.Columns) : Find(target);
        ForecastTest? test = IsClassification || _target is null ? null : ForecastTest.Beside(file, _target.Name, cancellationToken);
        (_testFile, _horizon) = (test?.File, horizon ?? test?.Rows ?? 1);
        Obstacle = FindObstacle();
    }

    /// <summary>The reason why none can be proposed; null where one can.</summary>
    public string? Obstacle { get; }

    /// <summary>The target column; null for a classification.</summary>
    public string? Target => IsClassification ? null : _target?.Name;

    /// <summary>Whether no target was named where several columns could be it.</summary>
    public bool IsTargetGuessed => _isGuess && !IsClassification
        && _profile.Columns.Count(column => IsMeasured(column) && !column.IsStatic) > 1;

    /// <summary>Name of the run.</summary>
    public string Name
    {
        get
        {
            string name = NotInNames().Replace(Path.GetFileNameWithoutExtension(_file.Path).ToLowerInvariant(), "-").Trim('-');
            return name.Length > 0 ? name : "series";
        }
    }

    private bool IsClassification => _profile.Classes.Count > 0;

    /// <summary>
    /// Proposes a recipe for a file that was read. Small candidates are tried on the rows before the test part when the recipe is asked
    /// for.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The target column; null to choose one.</param>
    /// <param name="horizon">Rows of a forecast; null for those of a test file beside the file, and 1 where there is none.</param>
    /// <param name="cancellationToken">Stops the trials.</param>
    /// <exception cref="InputException">There is no such column, or it has no numbers; or a test file beside it cannot be read.</exception>
    public static RecipeProposal For(
        ProposalSource file, string? target, int? horizon = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon ?? 1, 1, nameof(horizon));
        return new(file, target, horizon, cancellationToken);
    }

    /// <summary>Reads a file of series, and proposes a recipe for it.</summary>
    /// <param name="path">The file, of any format that is read.</param>
    /// <param name="target">The target column; null to choose one.</param>
    /// <param name="horizon">Rows of a forecast; null for those of a test file beside the file, and 1 where there is none.</param>
    /// <param name="cancellationToken">Stops reading and trials.</param>
    /// <exception cref="InputException">The file cannot be read, or there is no such column.</exception>
    public static RecipeProposal ForFile(
        string path, string? target = null, int? horizon = null, CancellationToken cancellationToken = default) =>
        For(InspectedFile.Read(path, null, cancellationToken).ToSource(), target, horizon, cancellationToken);

    /// <summary>The recipe, which reads the file from where it is now.</summary>
    /// <exception cref="InputException">None can be proposed; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The trials were stopped.</exception>
    public Recipe ToRecipe() => Obstacle is null
        ? RecipeReader.Parse(ToYaml("."), $"{Name}.yaml")
        : throw new InputException($"{_file.Path}: no recipe can be proposed, as {Obstacle}. docs/recipes.md tells how to write one.");

    /// <summary>Decisions in reading the file, such as rows that were sorted; empty where nothing was to be decided.</summary>
    public IReadOnlyList<string> Notes => _file.Notes;

    /// <summary>Whether a column can be put into a network as it is: it holds numbers, and does not just count the rows.</summary>
    /// <param name="column">The column.</param>
    public static bool IsInput(ColumnProfile column) => column.Kind is ColumnKind.Number or ColumnKind.Integer or ColumnKind.Code
        && column.Counter is not { NumbersRows: true };

    /// <summary>
    /// Whether a column's values were measured: its name is neither that of a time nor that of a place, nor, where values have no
    /// fractions, that of an identifier. A price index has fractions.
    /// </summary>
    internal static bool IsMeasured(ColumnProfile column) =>
        IsInput(column) && column.Counter is null && !ColumnNames.IsTime(column.Name) && !ColumnNames.IsCoordinate(column.Name)
        && (column.Kind == ColumnKind.Number || !ColumnNames.IsIdentifier(column.Name));

    /// <summary>The recipe with the paths as they were given; found by trials, once.</summary>
    private ProposedRecipe Proposed => field ??= Create();

    /// <summary>The recipe as YAML, with comments.</summary>
    /// <param name="folder">The folder that it will be in, which the path of the file is relative to.</param>
    public string ToYaml(string folder)
    {
        TimeProfile time = _profile.Time;
        string series = _profile.SeriesCount > 1 ? FormattableString.Invariant($"{_profile.SeriesCount:N0} series, ") : "";
        string span = time is { First: { } first, Last: { } last }
            ? $", {time.Text(first)} to {time.Text(last)}" : "";
        DataRecipe read = Proposed.Recipe.Data;
        ProposedRecipe proposed = Proposed with
        {
            Recipe = Proposed.Recipe with
            {
                Data = read with
                {
                    File = read.File is { } file ? PathFrom(folder, file) : null,
                    Folder = read.Folder is { } files ? PathFrom(folder, files) : null,
                    TestFile = read.TestFile is { } test ? PathFrom(folder, test) : null,
                },
            },
        };
        return $"# Proposed by " +
            $"\"unroll inspect\": {series}{CountFormatter.Format(_profile.Rows, "rows")}, {time.Rhythm}{span}.\n" + proposed.ToYaml();
    }

    /// <summary>Static covariates of a recipe: constant columns of a table in which columns identify series.</summary>
    private IEnumerable<ColumnProfile> StaticProfiles() => _file.Data.Id.Count == 0 || _file.Data.Cells.Variable is not null
        ? []
        : _profile.Columns.Where(
            column => column.IsStatic && (IsInput(column) || column is { Kind: ColumnKind.Category, CategoryCount: <= MostTexts }));

    /// <summary>A path as a recipe in a folder names it.</summary>
    internal static string PathFrom(string folder, string path)
    {
        if (path == SpooledInput.StandardInput)
        {
            return path;
        }

        string relative = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path));
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private ProposedRecipe Create()
    {
        bool isFolder = FolderReader.IsFolder(_file.Path);
        DataRecipe data = _file.Data with
        {
            File = isFolder ? null : _file.Path,
            Folder = isFolder ? _file.Path : null,
            StaticCovariates = [.. StaticProfiles().Select(column => column.Name)],
        };
        return IsClassification
            ? ClassificationProposal.Create(Name, _file, data, _stop)
            : ForecastProposal.Create(Name, _file, _target!, data with { TestFile = _testFile }, _horizon, _stop);
    }

    private string? FindObstacle()
    {
        if (IsClassification)
        {
            if (_profile.Classes is [var only])
            {
                return $"all series are of one class, {only.Name}: a classification needs two or more";
            }

            if (!_profile.Columns.Any(column => IsInput(column) && !column.IsStatic))
            {
                return "no column has numbers that vary";
            }

            ClassCount rarest = _profile.Classes.MinBy(count => count.Count)!;
            return rarest.Count >= FewestSeriesOfAClass
                ? null
                : FormattableString.Invariant(
                    $"there are only {rarest.Count} series of the class {rarest.Name} (at least {FewestSeriesOfAClass} are needed)");
        }

        if (_file.Format is { } format)
        {
            return $"no classes are told: inspect a folder of such files ({format.Description}) whose names or folders tell them";
        }

        if (_file.IsImages)
        {
            return "the classes of the images are in another file: name it as data.labels in a recipe with task: classify";
        }

        string rows = _profile.SeriesCount > 1 ? $"{CountFormatter.Format(_profile.ShortestLength, "rows")} of the shortest " +
            $"series" : CountFormatter.Format(_profile.Rows, "rows");
        return _target is null ? _profile.Columns.Any(IsInput)
                ? "all columns of numbers that vary have names of times or identifiers: name the one to forecast as --target"
                : "no column has numbers that vary"
            : EmptyPart() is { } part ? $"{_target.Name} has no values in {part}: name another --target"
            : _profile.ShortestLength < FewestRows
                ? FormattableString.Invariant($"{rows} are too few to learn from (at least {FewestRows})") + ClassHint()
            : _horizon > ForecastProposal.RowsOfAPart(_profile.LongestLength)
                ? FormattableString.Invariant($"a horizon of {CountFormatter.Format(_horizon, "rows")} does not fit into the last 15 % of ")
                    + FormattableString.Invariant($"{CountFormatter.Format(_profile.LongestLength, "rows")}, which are tested on: take at ")
                    + FormattableString.Invariant($"most {ForecastProposal.RowsOfAPart(_profile.LongestLength)}")
            : null;
    }

    private string ClassHint() => _profile.Columns.FirstOrDefault(column => ProfileFindings.MayBeClass(_profile, column)) is { } label
        ? $"; if series are to be classified, name their class: --class {label.Name}" : "";

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
        return empty < 0 ? null
            : ((string[])[
                "the first 70 % of the rows, which are learned from", "the rows that training is watched on",
                "the last 15 % of the rows, which are tested on"])[empty];
    }

    private ColumnProfile Find(string name)
    {
        ColumnProfile column = _profile.Columns.FirstOrDefault(columnProfile => columnProfile.Name == name)
            ?? throw new InputException(
                $"--target names '{name}', but the columns are: "
                + $"{string.Join(", ", _profile.Columns.Select(columnProfile => columnProfile.Name))}.");
        return column.Kind is not (ColumnKind.Category or ColumnKind.Empty)
            ? column
            : throw new InputException(
                $"--target names '{name}', which has {(column.Kind == ColumnKind.Empty ? "no values" : "texts")}: name a column of "
                + $"numbers.");
    }

    /// <summary>
    /// A column named like a target, or else with its first word (Close AAPL), or the last one of numbers that is there most of the time,
    /// and is no counter where another is none; none whose name is that of a time or an identifier.
    /// </summary>
    private static ColumnProfile? Choose(IReadOnlyList<ColumnProfile> columns) =>
        columns.Where(column => IsMeasured(column) && !column.IsStatic)
            .OrderBy(
                column =>
                    (IsNamedLikeTarget(column.Name) ? 0 : IsNamedLikeTarget(column.Name.Split(' ')[0]) ? 7 : 8)
                    + (column.Kind == ColumnKind.Code ? 4 : 0)
                    + (column.MissingShare > MostMissing ? 2 : 0) + (column.NeverFalls ? 1 : 0))
            .ThenByDescending(column => columns.ToList().IndexOf(column))
            .FirstOrDefault();

    /// <summary>Whether a name, without a unit or a note behind it, is one of a target: Load (kW), Close*, Close/Last.</summary>
    private static bool IsNamedLikeTarget(string name) =>
        _targetNames.Contains(name.Split('(', '[', '*', '/')[0].Trim(), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
