namespace Unroll.Formats;

/// <content>The place of a tensor, and the check of its bytes.</content>
internal sealed partial class SafetensorsHeader
{
    /// <summary>The place of a tensor, in bytes after the header.</summary>
    public sealed record Entry(string Name, NumberType Type, int[] Shape, long Start, long End)
    {
        /// <summary>The checksum of its bytes; null in files without any.</summary>
        public uint? Checksum { get; init; }

        /// <summary>Compares the checksum of the bytes that were read.</summary>
        /// <param name="checksum">Their checksum.</param>
        /// <exception cref="FormatException">They are not as they were saved.</exception>
        public void Check(Checksum checksum)
        {
            if (Checksum is { } saved && saved != checksum.Value)
            {
                throw SafetensorsChecksums.Damaged($"its tensor \"{Name}\"");
            }
        }
    }
}
