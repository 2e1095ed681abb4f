using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unroll.Formats;

/// <summary>The JSON header of a safetensors file: places of the tensors, and metadata.</summary>
internal sealed partial class SafetensorsHeader
{
    /// <summary>The key of the metadata among the tensors' names.</summary>
    public const string MetadataKey = "__metadata__";

    private SafetensorsHeader(IReadOnlyList<Entry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors, in the order in which they lie in the file; they cover its data without holes.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>The metadata, without the checksums; empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Writes a header, padded with spaces to a multiple of 8 bytes, so that the data after it is aligned.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (SafetensorsTensor tensor in tensors)
            {
                NumberType type = tensor.Type;
                long end = offset + ((long)tensor.Values.Length * type.Bytes);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", type.Name);
                json.WriteStartArray("shape");
                foreach (int size in tensor.Shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        int padding = (8 - (buffer.WrittenCount % 8)) % 8;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a header and checks that its tensors cover the data exactly.</summary>
    /// <param name="utf8">The header.</param>
    /// <param name="dataLength">Bytes after the header.</param>
    /// <exception cref="FormatException">The header is wrong; the message says why.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> utf8, long dataLength)
    {
        if (utf8.Length == 0 || utf8.Span[0] != (byte)'{')
        {
            throw new FormatException("its header does not begin with \"{\"");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return Parse(document.RootElement, dataLength);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"its header is no valid JSON ({exception.Message})", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Thrown for strings that are no valid Unicode: their bytes are looked at only when they are read.
            throw new FormatException("its header has text that is no valid Unicode", exception);
        }
    }

    private static SafetensorsHeader Parse(JsonElement root, long dataLength)
    {
        List<Entry> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw Twice("its header names", property.Name);
            }

            if (property.Name == MetadataKey)
            {
                ReadMetadata(property.Value, metadata);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value));
            }
        }

        if (metadata.Remove(SafetensorsChecksums.Key, out string? checksums))
        {
            AddChecksums(entries, metadata, checksums);
        }

        entries.Sort((left, right) => left.Start == right.Start ? left.End.CompareTo(right.End) : left.Start.CompareTo(right.Start));
        long covered = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Start != covered)
            {
                throw NotNext(entry, covered);
            }

            covered = entry.End;
        }

        if (covered != dataLength)
        {
            throw OtherLength(covered, dataLength);
        }

        return new(entries, metadata);
    }

    private static void AddChecksums(List<Entry> entries, Dictionary<string, string> metadata, string text)
    {
        // By the header's order, in which they were written.
        SafetensorsChecksums checksums = new(metadata);
        foreach (Entry entry in entries)
        {
            checksums.Add(entry.Name, entry.Type, entry.Shape);
        }

        uint[] ofTensors = checksums.Read(text, entries.Count);
        for (int i = 0; i < ofTensors.Length; i++)
        {
            entries[i] = entries[i] with { Checksum = ofTensors[i] };
        }
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("its \"" + MetadataKey + "\" is no object of texts");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw Wrong("metadata", property.Name, "is no text");
            }

            if (!metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw Twice("its metadata names", property.Name);
            }
        }
    }

    private static Entry ReadEntry(string name, JsonElement element)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("tensor", name, "is described by no object");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            // A field given twice is as doubtful as one that is unknown.
            switch (property.Name)
            {
                case "dtype" when type is null && property.Value.ValueKind == JsonValueKind.String:
                    type = property.Value.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(name, "shape", property.Value);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(name, "data_offsets", property.Value);
                    break;
                default:
                    throw Wrong("tensor", name, $"has an unexpected field \"{property.Name}\"");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Wrong("tensor", name, "lacks one of the fields dtype, shape and data_offsets");
        }

        return NumberType.Find(type) is { } numbers ? MakeEntry(name, numbers, shape, offsets)
            : throw Wrong("tensor", name, $"is of type {type}, but only {NumberType.Known} can be read: convert it first");
    }

    private static Entry MakeEntry(string name, NumberType type, long[] shape, long[] offsets)
    {
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw new FormatException("the data_offsets of its tensor \"" + name + "\" are no start and end");
        }

        // Zero axes first: [0, 2147483647, 2147483647] holds nothing and must not overflow.
        long length = 1;
        foreach (long size in shape)
        {
            length = size == 0 ? 0 : length;
        }

        foreach (long size in shape)
        {
            if (length != 0 && size > Array.MaxLength / length)
            {
                throw Misshapen(name, shape, "is too large");
            }

            length *= size;
        }

        long bytes = offsets[1] - offsets[0];
        if (length * type.Bytes != bytes)
        {
            throw Misshapen(name, shape, $"needs {CountFormatter.Format(length * type.Bytes, "bytes")}, but has {bytes}");
        }

        return new(name, type, Array.ConvertAll(shape, size => (int)size), offsets[0], offsets[1]);
    }

    private static long[] ReadNumbers(string name, string field, JsonElement element)
    {
        // Sizes must fit an int; offsets may not.
        long maximum = field == "shape" ? int.MaxValue : long.MaxValue;
        if (element.ValueKind == JsonValueKind.Array)
        {
            long[] numbers = new long[element.GetArrayLength()];
            int count = 0;
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0 || number > maximum)
                {
                    break;
                }

                numbers[count++] = number;
            }

            if (count == numbers.Length)
            {
                return numbers;
            }
        }

        throw new FormatException($"the {field} of its tensor \"{name}\" is no list of whole numbers of at least 0");
    }

    // Apart from what throws them, so that a good header needs none of this compiled.
    private static FormatException Twice(string what, string name) => new($"{what} \"{name}\" twice");

    private static FormatException Wrong(string what, string name, string reason) => new($"its {what} \"{name}\" {reason}");

    private static FormatException Misshapen(string name, long[] shape, string reason) =>
        new($"its tensor \"{name}\" of shape [{string.Join(", ", shape)}] {reason}");

    private static FormatException NotNext(Entry entry, long end) =>
        new($"its tensor \"{entry.Name}\" begins at byte {entry.Start} of the data, but the tensor before it ends at byte {end}");

    private static FormatException OtherLength(long needed, long given) => new(
        $"its tensors need {CountFormatter.Format(needed, "bytes")} of data, but there are {given}: it was cut short, or something was "
        + "added to it");
}
