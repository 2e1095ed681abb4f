using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads the series of a <c>.ts</c> file, once its header is read.</summary>
internal sealed class TsItems(TextScanner scanner, TsHeader header)
{
    private static readonly SearchValues<char> _cellEnds = SearchValues.Create(",:\r\n");
    private static readonly SearchValues<char> _pairEnds = SearchValues.Create(")\r\n");

    private readonly List<TsChannel> _channels = [];
    private readonly TsFrames _frames = new();
    private bool? _stamped = header.TimeStamps;
    private bool? _numericStamps;
    private int _item;
    private int _channel;
    private int? _length = header.EqualLength == false ? null : header.SeriesLength;

    private bool HasLabel => header.HasClass || header.HasTarget;

    /// <summary>Reads all series.</summary>
    public SeriesSet Read()
    {
        List<SeriesItem> items = [];
        for (int next = scanner.SkipBlanks(); next != TextScanner.EndOfFile; next = scanner.SkipBlanks())
        {
            if (next is '#' or '\n')
            {
                scanner.SkipLine();
                continue;
            }

            _item++;
            items.Add(ReadItem());
        }

        return items.Count > 0
            ? new SeriesSet(items, classNames: header.ClassNames)
            : throw new InputException($"{scanner.Path} has no series behind '@data': expected one line a series.");
    }

    private SeriesItem ReadItem()
    {
        SeriesItem labels = new("", null!);
        _channel = 0;
        int stop;
        do
        {
            int next = scanner.SkipBlanks();
            if (_channel == header.Limit && !(HasLabel && next != '('))
            {
                throw TooMany();
            }

            TsChannel channel = ChannelAt(_channel);
            stop = next == '(' ? ReadPairs(channel) : ReadCells(channel, ref labels);
            _channel++;
        }
        while (stop == ':');

        int count = HasLabel ? _channel - 1 : _channel;
        header.Channels ??= count;
        if (count != header.Channels || count == 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{AtItem()}: {CountFormatter.Format(count, "channels")}{(HasLabel ? " before the label" : "")}, expected "
                + $"{(count == 0 ? "at least 1" : header.Channels)}: put a colon between channels."));
        }

        ReadOnlySpan<TsChannel> channels = CollectionsMarshal.AsSpan(_channels)[..count];
        CheckLengths(channels);
        return labels with { Id = _item.ToString(CultureInfo.InvariantCulture), Frame = _frames.Make(channels, _stamped == true) };
    }

    /// <summary>Reads a channel without stamps, or the label at the end of the line.</summary>
    private int ReadCells(TsChannel channel, ref SeriesItem labels)
    {
        int stop;
        do
        {
            ReadOnlySpan<char> cell = scanner.ReadUntil(_cellEnds, out stop);
            if (HasLabel && stop is ('\n' or TextScanner.EndOfFile))
            {
                if (channel.Count > 0)
                {
                    throw new InputException(
                        $"{AtChannel()}: the line ends with '{MessageFormatter.Of(cell)}' behind a comma, expected a colon and the "
                        + $"{(header.HasClass ? "class" : "target")} behind the values.");
                }

                labels = header.HasClass ? labels with { Class = header.FindClass(cell, AtItem) }
                    : labels with { Value = ReadTarget(cell) };
                return stop;
            }

            if (_channel == header.Limit)
            {
                throw TooMany();
            }

            if (cell.IsEmpty && stop != ',' && channel.Count == 0)
            {
                return stop; // a channel without values
            }

            CheckStamped(false);
            channel.Add(ReadNumber(cell));
        }
        while (stop == ',');

        return stop;
    }

    /// <summary>Reads a channel of pairs of stamp and value.</summary>
    private int ReadPairs(TsChannel channel)
    {
        while (true)
        {
            CheckStamped(true);
            ReadOnlySpan<char> pair = scanner.ReadUntil(_pairEnds, out int end);
            int comma = pair.LastIndexOf(',');
            if (end != ')' || comma < 0 || pair[0] != '(')
            {
                throw new InputException(
                    $"{AtChannel()}: got '{MessageFormatter.Of(pair)}', expected pairs of stamp and value such as (0,1.5),(1,2).");
            }

            ReadOnlySpan<char> text = pair[1..comma].Trim().Trim("'\"");
            if (!TsChannel.TryParseStamp(text, out DateTime stamp, out bool isNumber))
            {
                throw new InputException(
                    $"{AtChannel()}: got '{MessageFormatter.Of(text)}', expected a number of seconds or {StampParser.Expected}.");
            }

            if (isNumber != (_numericStamps ??= isNumber))
            {
                throw new InputException(
                    $"{AtChannel()}: got the stamp '{MessageFormatter.Of(text)}', but those before are "
                    + $"{(isNumber ? "dates" : "numbers")}: write all alike.");
            }

            if (channel.Count > 0 && stamp <= channel.Stamps[^1])
            {
                string problem = stamp == channel.Stamps[^1] ? "stands twice: keep one value a stamp"
                    : "comes after a later one: sort the pairs by time, oldest first";
                throw new InputException($"{AtChannel()}: the stamp '{MessageFormatter.Of(text)}' {problem}.");
            }

            channel.Add(stamp, ReadNumber(pair[(comma + 1)..].Trim()));
            int next = scanner.SkipBlanks();
            switch (next)
            {
                case ',':
                    scanner.Skip();
                    next = scanner.SkipBlanks();
                    if (next == '(')
                    {
                        continue;
                    }

                    break;
                case ':':
                    scanner.Skip();
                    return next;
                case '\n' or TextScanner.EndOfFile when !HasLabel:
                    scanner.SkipLine();
                    return next;
            }

            string got = MessageFormatter.Of(scanner.ReadUntil(_cellEnds, out _));
            throw new InputException(
                $"{AtChannel()}: got '{got}' behind a pair, expected ',(' before the next pair or ':' before the next "
                + $"channel{(HasLabel ? " or the label" : "")}.");
        }
    }

    private double ReadNumber(ReadOnlySpan<char> text)
    {
        if (!ArchiveHeader.TryParseNumber(text, out double value))
        {
            throw new InputException(
                $"{AtChannel()}: got '{MessageFormatter.Of(text)}', expected a number such as 1.38 (or '?' where it is missing).");
        }

        return double.IsNaN(value) && header.Missing == false
            ? throw new InputException(
                $"{AtChannel()}: got the missing value '{MessageFormatter.Of(text)}', but the header says '@missing false': correct one "
                + $"of them.")
            : value;
    }

    private double? ReadTarget(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !ArchiveHeader.TryParseNumber(text, out double value))
        {
            throw new InputException(
                $"{AtItem()}: got the target '{MessageFormatter.Of(text)}', expected a number such as 1.38 (or '?' where it is unknown).");
        }

        return double.IsNaN(value) ? null : value;
    }

    private void CheckStamped(bool stamped)
    {
        if (stamped != (_stamped ??= stamped))
        {
            string said = header.TimeStamps is { } told ? $"the header says '@timeStamps {(told ? "true" : "false")}'"
                : "the series before are otherwise";
            throw new InputException(
                $"{AtChannel(next: stamped)}: got values {(stamped ? "with" : "without")} stamps, but {said}: correct one of them.");
        }
    }

    private void CheckLengths(ReadOnlySpan<TsChannel> channels)
    {
        if (header.EqualLength != true && _length is null)
        {
            return;
        }

        for (int i = 0; i < channels.Length; i++)
        {
            // One question mark alone stands for a channel that is missing as a whole.
            if (channels.Length > 1 && channels[i].Count == 1 && double.IsNaN(channels[i].Values[0]))
            {
                continue;
            }

            if (channels[i].Count != (_length ??= channels[i].Count))
            {
                _channel = i;
                string said = header.SeriesLength is null ? "and the header says '@equalLength true'"
                    : "as '@seriesLength' of the header says";
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{AtChannel()}: got {CountFormatter.Format(channels[i].Count, "values")}, expected {_length}, {said}: correct one " +
                    $"of them."));
            }
        }
    }

    private TsChannel ChannelAt(int index)
    {
        if (index == _channels.Count)
        {
            _channels.Add(new TsChannel());
        }

        _channels[index].Clear();
        return _channels[index];
    }

    private InputException TooMany() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{AtItem(next: true)}: more than {CountFormatter.Format(header.Limit, "channels")}, expected " +
        $"{header.Limit}{(header.Channels is null ? " at most" : "")}: "
        + $"check the colons."));

    private string AtItem() => AtItem(next: false);

    private string AtItem(bool next) =>
        string.Create(CultureInfo.InvariantCulture, $"{scanner.Path}, line {(next ? scanner.NextLine : scanner.Line)}, series {_item}");

    private string AtChannel(bool next = false) => string.Create(CultureInfo.InvariantCulture, $"{AtItem(next)}, channel-{_channel + 1}");
}
