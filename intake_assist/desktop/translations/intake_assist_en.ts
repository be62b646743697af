<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有准备好</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>智能收件辅助</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>版本 {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>识别引擎：{engine}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数据文件夹：{folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全程不联网。只作提示，收不收、退不退由窗口人员决定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按 Apache 2.0 许可发布；界面使用 Qt {version}（LGPL 3）。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关闭</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseSession</name>
    <message>
        <source>已停止识别。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核对时程序出错，结果可能不完整。已做的操作都已保存；请重新打开这件业务。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请检查磁盘空间，并联系信息技术人员。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有存上：{reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>识别进度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>添加材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重做</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>告知书</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有待处理的问题了。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已识别 {done}/{total} 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共 {total} 页，都已识别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一页还没有识别。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>那里没有读出文字。请框得大一些，或按 F2 直接填写。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已删除 {count} 页，按 Ctrl+Z 找回。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已合为一页。再按一次可以重新拆分。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移到材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;0  未归类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有收下 {name}：{reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一份进来的材料将替换“{page}”。请扫描、拖入或粘贴。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一份进来的材料将插在“{page}”后面。请扫描、拖入或粘贴。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选文件…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>业务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查看</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新收一件(&amp;N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办过的业务(&amp;R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>添加材料…(&amp;O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>添加文件夹…(&amp;D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>粘贴材料(&amp;V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描文件夹…(&amp;S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重新识别没读出来的页(&amp;A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>停止识别(&amp;T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>告知书(&amp;P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销(&amp;U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重做(&amp;R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一页看过了(&amp;K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>移到材料…(&amp;M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>向右转(&amp;T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>向左转(&amp;L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拆分这一页…(&amp;F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用下一份替换这一页(&amp;E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一份插在这一页后面(&amp;I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除这一页(&amp;X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>确认，到下一个(&amp;C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排除…(&amp;D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已当场更正(&amp;G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待核对(&amp;H)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收回决定(&amp;B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>补记一个问题(&amp;A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一个未处理的问题(&amp;N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一个未处理的问题(&amp;P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更正字段(&amp;E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>框选重读这个字段(&amp;S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一页(&amp;P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页(&amp;N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>放大(&amp;I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>缩小(&amp;O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>整页(&amp;F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>适合宽度(&amp;W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到材料栏(&amp;1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到页面(&amp;2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到问题栏(&amp;3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到字段栏(&amp;4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一栏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一栏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面放大(&amp;L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面缩小(&amp;S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按住显示完整号码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>锁定窗口(&amp;L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设置…(&amp;S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>快捷键(&amp;K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关于(&amp;A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出(&amp;X)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>清单文件有错误，不能使用：
{mistakes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序内部出错（{kind}），请联系维护人员。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>纸面上没有就留空</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldsModel</name>
    <message>
        <source>字段</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>内容</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldsPane</name>
    <message>
        <source>这一页上的材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>框选重读</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字段，按 F2 更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字段</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>认不出的材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序不认识这份材料，没有可列的字段。可以移到对应的材料下面再看。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>采用建议：{value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>恢复程序读出的内容</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsPane</name>
    <message>
        <source>问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>问题列表，按回车确认并到下一个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>确认</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} 个待处理，共 {total} 个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>都处理过了，共 {total} 个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排除的理由</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;0  其他理由…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>为什么排除（回车确定，Esc 取消）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要补记的问题（回车记下，Esc 取消）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在问题栏里：回车 确认并到下一个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在字段栏里：回车 更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>快捷键表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关闭</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>PIN 码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解锁</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>业务都已保存，识别继续进行。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN 码不对，请稍后再试。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>这件业务打不开，请联系维护人员。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这件业务打不开。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在收下……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>业务已切换，刚才的文件没有收下，请重新拖入。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收下 {count} 个文件。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>文件没有收下，请再试一次。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>粘贴的图片</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>剪贴板里没有文件或图片。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>图像、PDF、表格 ({kinds});;所有文件 (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>添加材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>添加文件夹里的全部材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描仪把文件存到哪个文件夹</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描文件夹里原来就有 {count} 个文件，可能是别人的，没有收。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收进本件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序内部出错（{kind}，{place}）。已做的操作都已保存，可以继续；请把这句话告诉维护人员。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在保存……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>识别程序就绪</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>识别程序准备中，可以先收材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>智能收件辅助</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面大小 {scale}%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拖入的图片</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaterialsPane</name>
    <message>
        <source>材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办理情况</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料和页</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>知道了</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>页面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在打开图片……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一页的图片打不开。请重新读取这一页。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>框选要重读的位置：方向键移动，Shift 加方向键改大小，回车重读，Esc 取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>切分：Insert 加框，Delete 删框，Tab 换框，方向键移动，Shift 加方向键改大小，回车完成，Esc 取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n 处标记</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>看过了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>适宽</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>把材料拖到这里，或按 Ctrl+O 选文件、Ctrl+V 粘贴。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一页正在等待识别。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重新识别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在页面上框出“{field}”（也可以用方向键和回车），框住的地方会重新识别。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在读框住的地方……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>框出这一页上的每份材料，然后按回车。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>左右两份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上下两份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拖动边线调整，按回车拆开。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拆开</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>页面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>表格</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanFolder</name>
    <message>
        <source>扫描文件夹打不开，请检查它是否还在、网络盘是否连着。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>外观</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关闭</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>主题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>浅色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>深色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>高对比度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>界面大小</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>语言</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>换语言后下次打开时生效。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口或工号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描文件夹</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选择…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不用</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不自动锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>多久不用就锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描仪存进这个文件夹的文件会自动收进打开的业务。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>自动锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解锁 PIN 码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新的 PIN 码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>至少 4 位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消 PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已设定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有设定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫描仪把文件存到哪个文件夹</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>输入事项名称或拼音首字母，例如 qysb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查找事项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>事项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办过的业务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在准备……</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始收件(&amp;B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续办理(&amp;G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新收一件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选事项，然后把材料拖进窗口、粘贴或扫描。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最近的在前，只列收件号和事项。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} 个文件已收下，选好事项就放进去。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办理中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已告知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>清单版本 {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有这样的事项。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{name} 第 {page} 页（{part}）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} 第 {page} 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未归类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在识别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不适用</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有读出来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空白页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>人工归类</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>等待识别</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请人工看</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已看过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序未发现问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 {row} 行 {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>人工更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序读出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>齐全</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>缺件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>免提交</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>容缺</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>错误</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>疑似</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>提醒</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>告知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已确认，写入告知书</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已排除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已当场更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>纸面正确，程序读错了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已核对原件，没有问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已通过数据共享核实</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本地不作要求</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>没有选中问题。按 {key} 到下一个。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>依据：{basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口人员补记</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>采用建议：{value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Keys</name>
    <message>
        <source>命令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>快捷键表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新的快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} 已经是“{command}”的快捷键。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
