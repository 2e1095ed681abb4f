using System.Text;

namespace Unroll.Tasks.Runs;

/// <summary>Writes files aside and renames them, so that nobody ever sees half of one.</summary>
internal static class AsideFile
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void WriteText(string path, string text)
    {
        string aside = path + ".tmp";
        using (FileStream stream = new(aside, FileMode.Create, FileAccess.Write))
        {
            stream.Write(_utf8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}
