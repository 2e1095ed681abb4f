using System.Globalization;
using System.Text;

namespace Unroll.Formats;

/// <summary>
/// The checksums of a safetensors file, by which damage within numbers or names is noticed that leaves the file readable: a text in its
/// metadata, eight hexadecimal digits for the header (names, types, shapes and texts) and eight for each tensor in the header's order.
/// Files of others have none. Plain loops throughout: reading the first model of a process is mostly compiling what it calls.
/// </summary>
internal struct SafetensorsChecksums
{
    /// <summary>The name in the metadata.</summary>
    public const string Key = "unroll.checksum";

    private const int Digits = 8;

    private Checksum _header;

    /// <summary>Begins the checksum of a header.</summary>
    /// <param name="metadata">The other texts.</param>
    public SafetensorsChecksums(Dictionary<string, string> metadata)
    {
        string[] keys = [.. metadata.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        foreach (string key in keys)
        {
            _header.Add(key);
            _header.Add(metadata[key]);
        }
    }

    /// <summary>Adds what the header says of a tensor, in the header's order.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="shape">Its shape.</param>
    public void Add(string name, NumberType type, int[] shape)
    {
        _header.Add(name);
        _header.Add(type.Name);
        _header.Add(shape.Length);
        foreach (int size in shape)
        {
            _header.Add(size);
        }
    }

    /// <summary>The text for the metadata.</summary>
    /// <param name="tensors">The checksum of each tensor's bytes.</param>
    public readonly string Write(uint[] tensors)
    {
        StringBuilder text = new(Format(_header.Value));
        foreach (uint tensor in tensors)
        {
            text.Append(Format(tensor));
        }

        return text.ToString();
    }

    /// <summary>Reads the checksums of the tensors from the text, and compares that of the header.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">Tensors.</param>
    /// <exception cref="FormatException">It is no such text, or the header is not as it was saved.</exception>
    public readonly uint[] Read(string text, int count)
    {
        if (text.Length != (count + 1) * Digits || Parse(text, 0) != _header.Value)
        {
            throw Damaged("its header");
        }

        uint[] tensors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            tensors[i] = Parse(text, i + 1);
        }

        return tensors;
    }

    /// <summary>The error that something is not as it was saved.</summary>
    /// <param name="what">Its name.</param>
    public static FormatException Damaged(string what) => new(
        $"{what} is not as it was saved, which the checksum shows (where it was changed on purpose, take \"{Key}\" out of the metadata)");

    private static string Format(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

    private static uint Parse(string text, int place) =>
        uint.TryParse(text.AsSpan(place * Digits, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint checksum)
            ? checksum : throw Damaged("its header");
}
