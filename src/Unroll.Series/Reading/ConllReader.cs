using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of CoNLL-like files: a word a line with its labels in columns, apart by tabs or blanks, and an empty line between sentences.
/// Each sentence is a series, named by its number, or by <c># sent_id = …</c> above it. Columns of texts are categories. The names of
/// columns stand in the first line, or are those of CoNLL-U where there are ten (<c>id</c>, <c>form</c>, <c>lemma</c>, <c>upos</c>, …),
/// else <c>column-1</c> and so on. Lines that begin with <c>#</c> are comments, unless they have a cell for each column; multi-word and
/// empty tokens of CoNLL-U and <c>-DOCSTART-</c> lines are left out.
/// </summary>
public static class ConllReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, packed by gzip or not.</param>
    /// <param name="options">Its layout.</param>
    /// <exception cref="InputException">
    /// The file is missing, damaged or without rows, lacks a column, or a line has another number of cells; the message names the line.
    /// </exception>
    public static SeriesSet Read(string path, ConllOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Unpacked(path, plain => ReadPlain(plain, options), options.CancellationToken);
    }

    /// <summary>The names of the columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its layout.</param>
    /// <exception cref="InputException">The file is missing, damaged or without rows.</exception>
    public static IReadOnlyList<string> ColumnNames(string path, ConllOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Unpacked(path, plain =>
        {
            using ConllRows rows = new(plain, options);
            return rows.Names;
        });
    }

    private static SeriesSet ReadPlain(string path, ConllOptions options)
    {
        using ConllRows rows = new(path, options);
        string[] names = [.. options.Columns ?? rows.Names];
        int[] places = [.. names.Select(name => PlaceOf(path, rows.Names, name))];
        ConllColumn[] columns = [.. names.Select(name => new ConllColumn(
            name, options.CategoryColumns?.Contains(name) == true, options.LabelColumns?.Contains(name) == true))];
        List<int> starts = [];
        List<string?> ids = [];
        int count = 0;
        while (rows.Read())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (rows.BeginsSentence)
            {
                starts.Add(count);
                ids.Add(rows.SentenceName);
            }

            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(rows.Cells[places[i]]);
            }

            count++;
        }

        if (count == 0)
        {
            throw new InputException($"{path} has no rows: expected a word a line, and an empty line between sentences.");
        }

        bool isNamed = ids.TrueForAll(id => id is not null) && ids.Distinct(StringComparer.Ordinal).Count() == ids.Count;
        double[][] values = [.. columns.Select(column => column.Values())];
        return new SeriesSet([.. starts.Select((start, index) =>
        {
            int length = (index + 1 < starts.Count ? starts[index + 1] : count) - start;
            Frame frame = new(
                TimeIndex.Numbered(length), names, [.. values.Select(column => column.AsSpan(start, length).ToArray())]);
            frame = columns.Where(column => column.Texts is not null)
                .Aggregate(frame, (made, column) => made.WithCategories(column.Name, column.Texts!));
            return new SeriesItem(isNamed ? ids[index]! : (index + 1).ToString(CultureInfo.InvariantCulture), frame);
        })]);
    }

    private static int PlaceOf(string path, IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name) is >= 0 and var place
        ? place
        : throw new InputException(
            $"{path} has no column '{MessageFormatter.Of(name)}'.{MessageFormatter.DidYouMean(name, names)} Its columns are: "
            + $"{MessageFormatter.List([.. names])}. Expected a word a line, with the names of the columns in the first line, and an "
            + "empty line between sentences.")
        { Column = name };

    /// <summary>The cells of a column as they are read.</summary>
    private sealed class ConllColumn(string name, bool isCategory, bool isLabel)
    {
        private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
        private readonly List<string> _texts = [];
        private readonly List<int> _codes = [];
        private bool _isNumber = !isCategory;

        public string Name => name;

        /// <summary>The texts; null where all cells are numbers.</summary>
        public IReadOnlyList<string>? Texts => _isNumber ? null : _texts;

        public void Add(string cell)
        {
            if (cell.Length == 0 || (isLabel && cell == "_"))
            {
                _codes.Add(-1);
                return;
            }

            if (!_indices.TryGetValue(cell, out int code))
            {
                code = _texts.Count;
                _indices.Add(cell, code);
                _texts.Add(cell);
                _isNumber &= DoubleParser.TryParse(cell, out _);
            }

            _codes.Add(code);
        }

        public double[] Values()
        {
            _isNumber &= _texts.Count > 0;
            double[] numbers = _isNumber
                ? [.. _texts.Select(text => DoubleParser.TryParse(text, out double number) ? number : double.NaN)] : [];
            return [.. _codes.Select(code => code < 0 ? double.NaN : _isNumber ? numbers[code] : code)];
        }
    }
}
