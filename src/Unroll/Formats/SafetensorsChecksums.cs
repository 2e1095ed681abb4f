using System.Globalization;

namespace Unroll.Formats;

/// <summary>
/// The checksums of a safetensors file, by which damage within numbers or names is noticed that leaves the file readable: a text in its
/// metadata, eight hexadecimal digits for the header (names, types, shapes and texts) and eight for each tensor in the header's order.
/// Files of others have none.
/// </summary>
internal sealed class SafetensorsChecksums
{
    /// <summary>The name in the metadata.</summary>
    public const string Key = "unroll.checksum";

    private const int Digits = 8;

    private readonly Dictionary<string, uint> _byTensor = new(StringComparer.Ordinal);

    private SafetensorsChecksums()
    {
    }

    /// <summary>The text for the metadata.</summary>
    /// <param name="metadata">The other texts.</param>
    /// <param name="tensors">Name, type and shape of each tensor, in the header's order.</param>
    /// <param name="ofTensors">The checksum of each tensor's bytes.</param>
    public static string Write(
        IEnumerable<KeyValuePair<string, string>> metadata,
        IEnumerable<(string Name, NumberType Type, IReadOnlyList<int> Shape)> tensors,
        IEnumerable<uint> ofTensors) =>
        string.Concat(ofTensors.Prepend(OfHeader(metadata, tensors)).Select(sum => sum.ToString("x8", CultureInfo.InvariantCulture)));

    /// <summary>Reads the text, and checks the header by it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="metadata">The other texts.</param>
    /// <param name="tensors">Name, type and shape of each tensor, in the header's order.</param>
    /// <exception cref="FormatException">It is no such text, or the header is not as it was saved.</exception>
    public static SafetensorsChecksums Read(
        string text,
        IEnumerable<KeyValuePair<string, string>> metadata,
        IReadOnlyList<(string Name, NumberType Type, IReadOnlyList<int> Shape)> tensors)
    {
        uint[] sums = new uint[tensors.Count + 1];
        if (text.Length != sums.Length * Digits)
        {
            throw Damaged("its header");
        }

        for (int i = 0; i < sums.Length; i++)
        {
            if (!uint.TryParse(
                text.AsSpan(i * Digits, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out sums[i]))
            {
                throw Damaged("its header");
            }
        }

        if (sums[0] != OfHeader(metadata, tensors))
        {
            throw Damaged("its header");
        }

        SafetensorsChecksums checksums = new();
        for (int i = 0; i < tensors.Count; i++)
        {
            checksums._byTensor.Add(tensors[i].Name, sums[i + 1]);
        }

        return checksums;
    }

    /// <summary>Checks the bytes of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sum">Their checksum.</param>
    /// <exception cref="FormatException">They are not as they were saved.</exception>
    public void Check(string name, uint sum)
    {
        if (_byTensor[name] != sum)
        {
            throw Damaged($"its tensor \"{name}\"");
        }
    }

    private static uint OfHeader(
        IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<(string Name, NumberType Type, IReadOnlyList<int> Shape)> tensors)
    {
        Checksum checksum = default;
        foreach ((string key, string value) in metadata.Where(pair => pair.Key != Key).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            checksum.Add(key);
            checksum.Add(value);
        }

        foreach ((string name, NumberType type, IReadOnlyList<int> shape) in tensors)
        {
            checksum.Add(name);
            checksum.Add(type.Name);
            checksum.Add(shape.Count);
            foreach (int size in shape)
            {
                checksum.Add(size);
            }
        }

        return checksum.Value;
    }

    private static FormatException Damaged(string what) => new(
        $"{what} is not as it was saved, which the checksum shows (where it was changed on purpose, take \"{Key}\" out of the metadata)");
}
