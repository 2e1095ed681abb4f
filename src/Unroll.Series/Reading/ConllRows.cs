using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>The rows of a CoNLL-like file, one after another.</summary>
internal sealed class ConllRows : IDisposable
{
    private const string NameComment = "# sent_id =";
    private const string DocumentStart = "-DOCSTART-";

    /// <summary>The columns of CoNLL-U, which has no header.</summary>
    private static readonly string[] _universal = ["id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc"];

    private readonly string _path;
    private readonly StreamReader _reader;
    private readonly char _delimiter;
    private readonly bool _isUniversal;
    private int _line;
    private bool _isHeaderLeft;
    private bool _isNew = true;
    private string? _name;

    public ConllRows(string path, ConllOptions options)
    {
        _path = path;
        CsvSource source = CsvSource.Of(path, options.Encoding, skipLines: 0, options.CancellationToken);
        ControlCharacters.RequireFile(path, source.Encoding);
        (string first, string second) = FirstRows(source);
        _delimiter = options.Delimiter ?? (first.Contains('\t', StringComparison.Ordinal) ? '\t' : CsvSource.Blanks);
        string[] cells = Split(first);
        _isHeaderLeft = IsHeader(cells, Split(second), options);
        _isUniversal = !_isHeaderLeft && cells.Length == _universal.Length;
        // A file of one column without a header has the one that is asked for.
        Names = _isHeaderLeft ? cells : _isUniversal ? _universal : cells.Length == 1 && options.Columns is [var only] ? (string[])[only]
            : [.. cells.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"column-{index + 1}"))];
        if (Names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"{path} has two columns named '{MessageFormatter.Of(twice.Key)}': give each its own name.");
        }

        _reader = new StreamReader(path, source.Encoding, detectEncodingFromByteOrderMarks: true);
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The cells of the current row, as many as there are columns.</summary>
    public string[] Cells { get; private set; } = [];

    /// <summary>Whether the current row is the first of a sentence.</summary>
    public bool BeginsSentence { get; private set; }

    /// <summary>The name of its sentence; null where it has none.</summary>
    public string? SentenceName { get; private set; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        while (_reader.ReadLine() is { } line)
        {
            _line++;
            if (string.IsNullOrWhiteSpace(line))
            {
                (_isNew, _name) = (true, null);
                continue;
            }

            string[] cells = Split(line);
            if (line[0] == '#' && cells.Length != Names.Count)
            {
                _name = line.StartsWith(NameComment, StringComparison.Ordinal) ? line[NameComment.Length..].Trim() : _name;
                continue;
            }

            if (_isHeaderLeft)
            {
                _isHeaderLeft = false;
                continue;
            }

            if (cells[0] == DocumentStart || (_isUniversal && cells[0].AsSpan().ContainsAny('-', '.')))
            {
                continue;
            }

            if (cells.Length != Names.Count)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_path}, line {_line}: {CountFormatter.Format(cells.Length, "cells")} where the others have {Names.Count} " +
                    $"({string.Join(", ", Names)}): '{MessageFormatter.Of(line)}'. Correct the line, or give the character between cells " +
                    $"(recipe: data.delimiter)."));
            }

            (Cells, BeginsSentence, SentenceName, _isNew) = (cells, _isNew, _name, false);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>
    /// Whether the first row has names: one of a column that is asked for, or, where none is, words in lower case above a row that has
    /// other cells.
    /// </summary>
    private static bool IsHeader(string[] first, string[] second, ConllOptions options)
    {
        string[] asked = [.. (options.Columns ?? []).Concat(options.CategoryColumns ?? []).Concat(options.LabelColumns ?? [])];
        return asked.Length > 0
            ? first.Intersect(asked, StringComparer.Ordinal).Any()
            : first.Length is > 1 and not 10 && second.Length == first.Length
                && Array.TrueForAll(first, cell => cell.Length > 1 && cell.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'))
                && Array.Exists(second, cell => cell.Any(letter => !char.IsAsciiLetterLower(letter)));
    }

    /// <summary>The first two lines that are neither empty nor comments; empty where there are none.</summary>
    private static (string First, string Second) FirstRows(CsvSource source)
    {
        using StreamReader reader = new(source.Path, source.Encoding, detectEncodingFromByteOrderMarks: true);
        List<string> rows = [];
        while (rows.Count < 2 && reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
            {
                rows.Add(line);
            }
        }

        return rows.Count == 0
            ? throw new InputException($"{source.Path} has no rows: expected a word a line, and an empty line between sentences.")
            : (rows[0], rows.Count > 1 ? rows[1] : "");
    }

    private string[] Split(string line) => _delimiter == CsvSource.Blanks
        ? line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        : [.. line.Split(_delimiter).Select(cell => cell.Trim())];
}
